use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, char)]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
