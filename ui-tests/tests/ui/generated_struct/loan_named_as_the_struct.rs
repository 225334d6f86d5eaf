use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, loan = Message)]
struct Message {
    data: Vec<u8>,
}

fn main() {}
