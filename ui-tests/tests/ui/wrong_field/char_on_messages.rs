use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Point;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(char)]
    points: Vec<Point>,
}

fn main() {}
