use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, hash = "RIHS01_f49fb3ae2cf070f793645ff749683ac6b06203e41c891e17701b1cb597ce6a01")]
#[repr(u8)]
enum Mode {
    Off,
}

fn main() {}
