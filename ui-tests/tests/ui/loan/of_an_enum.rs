use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, loan)]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
