use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message<'a> {
    x: &'a mut [u8],
}

fn main() {}
