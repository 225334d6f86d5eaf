use cdr::{RosMessage, SizeEstimation, from_slice, to_vec};

struct Inner;

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Message {
    inner: Inner,
}

fn main() {
    let bytes = to_vec(&Message { inner: Inner }).unwrap();
    let message: Message = from_slice(&bytes).unwrap();
    println!("{} {}", Message::TYPE_HASH, message.estimated_serialized_size());
}
