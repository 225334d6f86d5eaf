use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(package = "ui")]
    x: f64,
}

fn main() {}
