use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(crate = cdr)]
    x: f64,
}

fn main() {}
