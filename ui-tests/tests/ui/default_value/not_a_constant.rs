use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = String::from("map"))]
    frame: String,
}

fn main() {}
