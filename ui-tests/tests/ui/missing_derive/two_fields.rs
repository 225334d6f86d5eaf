use cdr::RosMessage;

struct Inner;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    inner: Inner,
    inners: Vec<Inner>,
}

fn main() {}
