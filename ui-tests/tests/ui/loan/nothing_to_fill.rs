use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, loan)]
struct Pose {
    x: f64,
    frame: String,
}

fn main() {}
