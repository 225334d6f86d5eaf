use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, byte)]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
