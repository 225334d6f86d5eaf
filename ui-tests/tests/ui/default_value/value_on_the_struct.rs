use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, default = 5)]
struct Message {
    x: u8,
}

fn main() {}
