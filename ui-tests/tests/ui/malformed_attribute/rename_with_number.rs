use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(rename = 3)]
    x: u8,
}

fn main() {}
