use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(rename = b"y")]
    x: u8,
}

fn main() {}
