use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/message/Message")]
struct Message {
    x: f64,
}

fn main() {}
