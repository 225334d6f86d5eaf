use cdr::{RosMessage, SizeEstimation};

#[derive(RosMessage, SizeEstimation, Default)]
#[ros(crate = cdr)]
struct Inner {
    x: usize,
}
#[derive(RosMessage, SizeEstimation, Default)]
#[ros(crate = cdr)]
struct Outer { inner: Inner, list: Vec<Inner> }
fn main() {
    cdr::to_vec(&Inner::default()).unwrap();
}
