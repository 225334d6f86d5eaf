use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: fn(u8) -> u8,
}

fn main() {}
