use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, byte)]
struct Message {
    x: f64,
}

fn main() {}
