use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, rename = "Other")]
struct Message {
    x: u8,
}

fn main() {}
