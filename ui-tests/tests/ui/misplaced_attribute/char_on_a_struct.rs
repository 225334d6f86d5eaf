use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, char)]
struct Message {
    x: f64,
}

fn main() {}
