use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(rename = "y")]
    #[ros(rename = "z")]
    x: f64,
}

fn main() {}
