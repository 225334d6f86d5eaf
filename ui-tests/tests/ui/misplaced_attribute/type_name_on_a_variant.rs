use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
#[repr(u8)]
enum Mode {
    #[ros(type_name = "ui/msg/Other")]
    Off,
}

fn main() {}
