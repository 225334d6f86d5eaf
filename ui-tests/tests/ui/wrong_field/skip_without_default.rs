use cdr::RosMessage;

struct Clock;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(skip)]
    x: Clock,
}

fn main() {}
