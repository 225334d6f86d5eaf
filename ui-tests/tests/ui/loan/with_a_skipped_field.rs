use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, loan)]
struct Image {
    data: Vec<u8>,
    #[ros(skip)]
    received: u64,
}

fn main() {}
