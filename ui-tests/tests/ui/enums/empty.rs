use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
enum Mode {
}

fn main() {}
