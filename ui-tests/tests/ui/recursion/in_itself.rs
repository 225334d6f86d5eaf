use cdr::{RosMessage, SizeEstimation};

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Message {
    child: Message,
}

fn main() {}
