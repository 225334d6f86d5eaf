use cdr::RosMessage;

const NONE: usize = 0;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_len = NONE)]
    x: Vec<u8>,
}

fn main() {}
