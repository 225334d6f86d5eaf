use cdr::RosMessage;

struct Inner;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_len = 3)]
    inner: Vec<Inner>,
}

fn main() {}
