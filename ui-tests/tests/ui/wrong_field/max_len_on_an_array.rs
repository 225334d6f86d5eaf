use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_len = 3)]
    x: [f64; 3],
}

fn main() {}
