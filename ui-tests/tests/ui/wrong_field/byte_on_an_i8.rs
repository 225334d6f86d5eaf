use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(byte)]
    x: Vec<i8>,
}

fn main() {}
