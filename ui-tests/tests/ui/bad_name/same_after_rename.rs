use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: f64,
    #[ros(rename = "x")]
    y: f64,
}

fn main() {}
