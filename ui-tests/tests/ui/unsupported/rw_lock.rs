use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::sync::RwLock<f64>,
}

fn main() {}
