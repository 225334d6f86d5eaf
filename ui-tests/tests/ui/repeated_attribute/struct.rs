use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, package = "a", package = "b")]
struct Message {
    x: f64,
}

fn main() {}
