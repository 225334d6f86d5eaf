use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = 5)]
    speed: f64,
}

fn main() {}
