use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message<T> {
    #[ros(default = 0)]
    x: T,
}

fn main() {}
