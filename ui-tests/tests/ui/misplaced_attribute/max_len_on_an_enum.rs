use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, max_len = 3)]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
