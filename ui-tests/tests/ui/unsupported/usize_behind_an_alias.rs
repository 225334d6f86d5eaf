use cdr::RosMessage;

type Index = usize;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: Index,
}

fn main() {}
