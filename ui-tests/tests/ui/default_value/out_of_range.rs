use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = 300)]
    level: u8,
}

fn main() {}
