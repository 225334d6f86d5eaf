use cdr::{RosMessage, SizeEstimation};

fn publish<T: RosMessage + SizeEstimation>(_: &T) {}

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: u8,
}

fn main() {
    publish(&Message { x: 1 });
}
