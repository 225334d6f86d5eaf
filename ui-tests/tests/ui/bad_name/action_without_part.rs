use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/action/Fibonacci")]
struct Message {
    x: f64,
}

fn main() {}
