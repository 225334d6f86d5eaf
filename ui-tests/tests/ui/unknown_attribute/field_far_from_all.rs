use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(colour)]
    x: Vec<f64>,
}

fn main() {}
