use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: [[f64; 3]; 3],
}

fn main() {}
