use cdr::{CdrSlice, RosMessage};

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message<'a> {
    x: CdrSlice<'a, bool>,
}

fn main() {}
