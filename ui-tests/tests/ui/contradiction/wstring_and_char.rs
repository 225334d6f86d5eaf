use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(wstring, char)]
    x: String,
}

fn main() {}
