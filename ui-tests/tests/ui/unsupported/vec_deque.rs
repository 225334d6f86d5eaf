use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::collections::VecDeque<u32>,
}

fn main() {}
