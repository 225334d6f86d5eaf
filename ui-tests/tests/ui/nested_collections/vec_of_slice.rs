use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message<'a> {
    x: Vec<&'a [u8]>,
}

fn main() {}
