use cdr::RosMessage;

type Numbers = [f64; 3];

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_len = 3)]
    x: Numbers,
}

fn main() {}
