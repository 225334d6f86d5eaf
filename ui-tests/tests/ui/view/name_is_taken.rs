use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view)]
struct Label {
    text: String,
}

struct LabelView;

fn main() {}
