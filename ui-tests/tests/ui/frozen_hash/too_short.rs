use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, hash = "RIHS01_f49fb3ae2cf070f7")]
struct Message {
    x: f64,
}

fn main() {}
