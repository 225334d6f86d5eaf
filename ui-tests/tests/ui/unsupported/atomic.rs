use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::sync::atomic::AtomicU64,
}

fn main() {}
