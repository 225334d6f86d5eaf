use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message<'a> {
    x: &'a f64,
}

fn main() {}
