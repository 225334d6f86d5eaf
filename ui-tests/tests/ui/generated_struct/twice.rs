use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view, view = Part)]
struct Message {
    x: u8,
}

fn main() {}
