use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: Option<[f64; 3]>,
}

fn main() {}
