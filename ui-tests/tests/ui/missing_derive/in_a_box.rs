use cdr::RosMessage;

struct Inner;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    inner: Box<Inner>,
}

fn main() {}
