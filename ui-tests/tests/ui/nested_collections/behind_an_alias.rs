use cdr::RosMessage;

type Row = [f64; 3];

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: Vec<Row>,
}

fn main() {}
