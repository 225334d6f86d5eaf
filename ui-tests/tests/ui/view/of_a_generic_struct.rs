use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, view)]
struct Labelled<T> {
    label: String,
    value: T,
}

fn main() {}
