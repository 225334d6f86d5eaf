use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(char rename = "y")]
    x: u8,
}

fn main() {}
