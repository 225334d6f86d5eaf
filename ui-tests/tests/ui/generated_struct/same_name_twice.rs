use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view = Part, loan = Part)]
struct Message {
    x: u8,
}

fn main() {}
