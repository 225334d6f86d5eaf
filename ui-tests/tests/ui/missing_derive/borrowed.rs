use cdr::RosMessage;

struct Inner<'a>(&'a str);

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message<'a> {
    inner: Vec<Inner<'a>>,
}

fn main() {}
