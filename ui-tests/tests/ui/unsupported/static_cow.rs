use cdr::RosMessage;
use std::borrow::Cow;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: Cow<'static, str>,
}

fn main() {}
