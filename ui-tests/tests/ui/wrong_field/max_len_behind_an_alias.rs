use cdr::RosMessage;

type Number = f64;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_len = 3)]
    x: Number,
}

fn main() {}
