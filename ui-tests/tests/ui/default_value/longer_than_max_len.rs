use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = "base_link", max_len = 4)]
    frame: String,
}

fn main() {}
