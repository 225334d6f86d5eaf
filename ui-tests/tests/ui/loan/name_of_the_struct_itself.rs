use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, loan = Image)]
struct Image {
    data: Vec<u8>,
}

fn main() {}
