use cdr::RosMessage;

const N: u8 = 3;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_len = N)]
    x: Vec<f64>,
}

fn main() {}
