use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_string_len = 3)]
    x: u8,
}

fn main() {}
