use cdr::RosMessage;

struct Inner;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    inner: [Inner; 3],
}

fn main() {}
