use cdr::RosMessage;

const NAME: &str = "fast";

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = NAME)]
    speed: f64,
}

fn main() {}
