use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message(f64, f64);

fn main() {}
