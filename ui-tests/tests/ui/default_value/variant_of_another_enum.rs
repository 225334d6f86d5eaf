use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
#[repr(u8)]
enum Mode {
    Off,
}

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = Ordering::Less)]
    mode: Mode,
}

use std::cmp::Ordering;

fn main() {}
