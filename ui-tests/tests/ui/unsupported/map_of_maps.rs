use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::collections::HashMap<String, std::collections::HashMap<String, f64>>,
}

fn main() {}
