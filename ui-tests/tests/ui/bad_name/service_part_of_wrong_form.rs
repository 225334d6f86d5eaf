use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, type_name = "ui/srv/add_Request")]
struct Message {
    x: f64,
}

fn main() {}
