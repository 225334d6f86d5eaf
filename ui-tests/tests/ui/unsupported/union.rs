use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
union Message {
    x: u32,
    y: f32,
}

fn main() {}
