use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(skip, default = 5)]
    x: u8,
}

fn main() {}
