use cdr::{CdrSliceMut, RosMessage};

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: CdrSliceMut<String>,
}

fn main() {}
