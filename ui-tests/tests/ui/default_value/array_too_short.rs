use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = [1, 2])]
    levels: [u8; 3],
}

fn main() {}
