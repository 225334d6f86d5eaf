use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view)]
struct Received {
    label: String,
    #[ros(skip)]
    count: usize,
}

fn main() {}
