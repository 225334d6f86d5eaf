use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message<'a> {
    #[ros(wstring)]
    x: Vec<&'a str>,
}

fn main() {}
