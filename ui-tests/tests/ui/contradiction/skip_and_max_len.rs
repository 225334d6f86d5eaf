use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(skip, max_len = 3)]
    x: Vec<u8>,
}

fn main() {}
