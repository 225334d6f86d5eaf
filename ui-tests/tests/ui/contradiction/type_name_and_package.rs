use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/msg/Message", package = "ui")]
struct Message {
    x: f64,
}

fn main() {}
