use cdr::RosMessage;

#[derive(RosMessage)]
#[cdr::ros_constants]
#[ros(crate = cdr)]
struct Arm {
    x: f64,
}

fn main() {}
