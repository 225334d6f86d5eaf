use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_lne = 3)]
    x: Vec<f64>,
}

fn main() {}
