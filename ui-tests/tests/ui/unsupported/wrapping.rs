use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::num::Wrapping<u8>,
}

fn main() {}
