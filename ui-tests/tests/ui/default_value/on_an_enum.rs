use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, default)]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
