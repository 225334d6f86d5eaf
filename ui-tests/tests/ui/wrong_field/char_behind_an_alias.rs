use cdr::RosMessage;

type Number = f64;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(char)]
    x: Number,
}

fn main() {}
