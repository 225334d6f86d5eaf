use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(rename = "2d")]
    x: u8,
}

fn main() {}
