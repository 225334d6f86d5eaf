use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
#[repr(u8)]
enum Mode {
    #[ros(package = "ui")]
    Off,
}

fn main() {}
