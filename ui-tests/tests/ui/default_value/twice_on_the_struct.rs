use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, default, default)]
struct Message {
    x: u8,
}

fn main() {}
