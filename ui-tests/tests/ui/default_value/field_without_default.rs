use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Inner {
    x: u8,
}

#[derive(RosMessage)]
#[ros(crate = cdr, default)]
struct Message {
    inner: Inner,
}

fn main() {}
