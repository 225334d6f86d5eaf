use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view)]
struct Label {
    text: String,
}

struct LabelView<'a> {
    text: &'a str,
}

fn main() {}
