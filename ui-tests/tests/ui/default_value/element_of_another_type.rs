use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(default = [1, 2.5])]
    levels: Vec<i32>,
}

fn main() {}
