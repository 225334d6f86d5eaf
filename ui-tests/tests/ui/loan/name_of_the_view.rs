use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view = Borrowed, loan = Borrowed)]
struct Image {
    data: Vec<u8>,
}

fn main() {}
