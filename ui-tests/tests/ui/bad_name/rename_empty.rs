use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(rename = "")]
    x: u8,
}

fn main() {}
