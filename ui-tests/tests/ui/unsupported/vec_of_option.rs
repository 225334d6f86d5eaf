use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: Vec<Option<f64>>,
}

fn main() {}
