use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: Vec<Vec<f64>>,
}

fn main() {}
