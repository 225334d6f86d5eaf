use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, max_string_len = 3)]
struct Message {
    x: f64,
}

fn main() {}
