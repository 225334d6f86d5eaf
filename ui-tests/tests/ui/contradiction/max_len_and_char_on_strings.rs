use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_len = 3, char)]
    x: Vec<String>,
}

fn main() {}
