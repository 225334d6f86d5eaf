use cdr::RosMessage;

type Name = String;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(wstring, max_len = 3)]
    x: Name,
}

fn main() {}
