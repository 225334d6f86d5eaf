use cdr::RosMessage;

const NONE: usize = 0;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: [u8; NONE],
}

fn main() {}
