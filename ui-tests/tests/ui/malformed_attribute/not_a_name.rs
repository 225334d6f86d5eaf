use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros("skip")]
    x: f64,
}

fn main() {}
