use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
#[repr(u8)]
enum Mode {
    #[ros(crate = cdr)]
    Off,
}

fn main() {}
