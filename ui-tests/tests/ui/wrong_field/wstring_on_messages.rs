use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Point;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(wstring)]
    points: Vec<Point>,
}

fn main() {}
