use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = 1)]
    levels: Vec<u8>,
}

fn main() {}
