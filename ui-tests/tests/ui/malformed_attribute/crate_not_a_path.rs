use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = 3)]
struct Message {
    x: f64,
}

fn main() {}
