use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(wstring)]
    x: Vec<u8>,
}

fn main() {}
