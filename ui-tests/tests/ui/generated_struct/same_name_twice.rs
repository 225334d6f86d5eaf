use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view = Part, loan = Part)]
struct Message {
    data: Vec<u8>,
}

fn main() {}
