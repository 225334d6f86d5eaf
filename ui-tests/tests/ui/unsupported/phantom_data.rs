use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    x: std::marker::PhantomData<u8>,
}

fn main() {}
