use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view = Message)]
struct Message {
    data: Vec<u8>,
}

fn main() {}
