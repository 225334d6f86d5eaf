use cdr::RosMessage;

struct Inner;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message<T> {
    list: Vec<T>,
    inner: Inner,
}

fn main() {}
