use cdr::RosMessage;
use std::collections::HashMap;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: HashMap<String, f64>,
}

fn main() {}
