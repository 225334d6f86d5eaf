use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = ["left", "right"], max_string_len = 4)]
    names: Vec<String>,
}

fn main() {}
