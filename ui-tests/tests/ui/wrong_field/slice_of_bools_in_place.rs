use cdr::{CdrSliceMut, RosMessage};

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: CdrSliceMut<bool>,
}

fn main() {}
