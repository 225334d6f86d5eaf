use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, hash = "RIHS01_F49FB3AE2CF070F793645FF749683AC6B06203E41C891E17701B1CB597CE6A01")]
struct Message {
    x: f64,
}

fn main() {}
