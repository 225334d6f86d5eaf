use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, loan = Message)]
struct Message {
    x: u8,
}

fn main() {}
