use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, wstring)]
struct Message {
    x: u8,
}

fn main() {}
