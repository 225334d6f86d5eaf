use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, package = "My-Package")]
struct Message {
    x: f64,
}

fn main() {}
