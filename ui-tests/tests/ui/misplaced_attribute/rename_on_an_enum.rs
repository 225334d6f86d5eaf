use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, rename = "y")]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
