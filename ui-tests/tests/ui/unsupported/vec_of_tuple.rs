use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: Vec<(f64, f64)>,
}

fn main() {}
