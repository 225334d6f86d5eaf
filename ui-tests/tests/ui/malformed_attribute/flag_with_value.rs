use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(skip = true)]
    x: f64,
}

fn main() {}
