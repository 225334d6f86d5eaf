use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(type_name = "ui/msg/Other")]
    x: f64,
}

fn main() {}
