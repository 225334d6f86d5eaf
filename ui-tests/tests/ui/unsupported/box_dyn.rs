use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: Box<dyn std::fmt::Debug>,
}

fn main() {}
