use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, wstring)]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
