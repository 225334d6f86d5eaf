use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct my_message {
    x: f64,
}

fn main() {}
