use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
enum Mode {
    Off,
    On,
}

fn main() {}
