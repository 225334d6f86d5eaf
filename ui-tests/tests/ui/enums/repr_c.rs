use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
#[repr(C)]
enum Mode {
    Off,
    On,
}

fn main() {}
