use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
#[repr(u8)]
enum Mode {
    #[ros(max_string_len = 3)]
    Off,
}

fn main() {}
