use cdr::RosMessage;

#[allow(non_camel_case_types)]
struct f16;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: f16,
}

fn main() {}
