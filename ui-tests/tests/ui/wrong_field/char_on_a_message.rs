use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Point;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(char)]
    point: Point,
}

fn main() {}
