use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Inner {
    x: u8,
}

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = 0)]
    inner: Inner,
}

fn main() {}
