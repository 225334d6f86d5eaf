use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_len = { 0 })]
    x: Vec<u8>,
}

fn main() {}
