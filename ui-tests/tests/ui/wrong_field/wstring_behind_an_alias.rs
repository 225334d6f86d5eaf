use cdr::RosMessage;

type Number = i32;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(wstring)]
    x: Number,
}

fn main() {}
