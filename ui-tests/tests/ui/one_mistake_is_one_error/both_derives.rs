use cdr::{RosMessage, SizeEstimation};

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr, "x")]
struct Message<'a, T> {
    x: &'a str,
    y: T,
}

fn main() {}
