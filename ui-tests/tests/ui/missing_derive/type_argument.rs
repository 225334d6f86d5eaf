use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Stamped<T> {
    data: T,
}

struct NotAMessage;

fn main() {
    let _ = cdr::to_vec(&Stamped { data: NotAMessage });
}
