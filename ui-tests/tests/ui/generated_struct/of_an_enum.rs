use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view)]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
