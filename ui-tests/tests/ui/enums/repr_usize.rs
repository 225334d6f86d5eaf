use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
#[repr(usize)]
enum Mode {
    Off,
    On,
}

fn main() {}
