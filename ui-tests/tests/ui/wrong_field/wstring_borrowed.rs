use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message<'a> {
    #[ros(wstring)]
    x: &'a str,
}

fn main() {}
