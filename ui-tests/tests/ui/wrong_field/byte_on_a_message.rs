use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Point;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(byte)]
    point: Point,
}

fn main() {}
