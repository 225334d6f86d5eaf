use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, typename = "ui/msg/Message")]
struct Message {
    x: f64,
}

fn main() {}
