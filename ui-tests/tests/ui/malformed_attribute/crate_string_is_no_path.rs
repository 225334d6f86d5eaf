use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = "my crate")]
struct Message {
    x: f64,
}

fn main() {}
