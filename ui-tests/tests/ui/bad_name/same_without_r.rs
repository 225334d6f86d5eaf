use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    r#type: u8,
    #[ros(rename = "type")]
    kind: u8,
}

fn main() {}
