use cdr::{RosMessage, SizeEstimation};

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Message {
    x: [f64],
}

fn main() {}
