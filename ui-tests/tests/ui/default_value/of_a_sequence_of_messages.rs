use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Inner {
    x: u8,
}

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = [])]
    inner: Vec<Inner>,
}

fn main() {}
