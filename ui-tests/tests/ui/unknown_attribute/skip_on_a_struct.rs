use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, skip)]
struct Message {
    x: u8,
}

fn main() {}
