use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::sync::Arc<std::sync::Mutex<f64>>,
}

fn main() {}
