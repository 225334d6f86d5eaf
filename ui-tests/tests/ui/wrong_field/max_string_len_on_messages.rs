use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Point;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_string_len = 3)]
    points: Vec<Point>,
}

fn main() {}
