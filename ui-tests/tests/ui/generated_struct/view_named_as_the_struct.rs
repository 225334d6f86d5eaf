use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view = Message)]
struct Message {
    x: u8,
}

fn main() {}
