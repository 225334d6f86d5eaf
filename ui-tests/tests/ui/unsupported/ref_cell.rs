use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::cell::RefCell<Vec<f64>>,
}

fn main() {}
