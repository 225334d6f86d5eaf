use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::collections::BTreeMap<u8, u8>,
}

fn main() {}
