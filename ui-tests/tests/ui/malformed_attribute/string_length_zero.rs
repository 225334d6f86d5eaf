use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(max_string_len = 0)]
    x: Vec<String>,
}

fn main() {}
