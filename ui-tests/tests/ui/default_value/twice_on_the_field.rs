use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = 1, default = 2)]
    x: u8,
}

fn main() {}
