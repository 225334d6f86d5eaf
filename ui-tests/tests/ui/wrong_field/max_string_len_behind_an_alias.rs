use cdr::RosMessage;

type Numbers = Vec<f64>;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_string_len = 3)]
    x: Numbers,
}

fn main() {}
