use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view)]
struct Point {
    coordinates: [f64; 3],
    valid: bool,
}

fn main() {}
