use cdr::RosMessage;
use std::collections::HashSet;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: HashSet<u32>,
}

fn main() {}
