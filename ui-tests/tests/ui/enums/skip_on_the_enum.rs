use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, skip)]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
