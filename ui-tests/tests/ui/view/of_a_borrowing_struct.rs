use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view)]
struct Label<'a> {
    text: &'a str,
}

fn main() {}
