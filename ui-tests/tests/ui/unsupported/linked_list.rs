use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::collections::LinkedList<u8>,
}

fn main() {}
