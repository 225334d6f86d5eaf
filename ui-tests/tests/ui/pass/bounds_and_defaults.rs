//! Type parameters with bounds of all forms, inline and in a where clause, and with default types.

use cdr::{CdrSerialize, RosField, RosMessage, SizeEstimation, from_slice, to_vec};
use std::fmt::{Debug, Display};

#[derive(RosMessage, SizeEstimation, Debug, PartialEq)]
#[ros(crate = cdr)]
struct Bounded<A: Clone + Debug + 'static, B: ?Sized = str, C = Vec<A>>
where
    for<'x> &'x A: Debug,
    Box<B>: Display,
    [A; 2]: Sized,
    C: IntoIterator<Item = A>,
{
    a: A,
    b: Box<B>,
    c: C,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Written<T: CdrSerialize + RosField> {
    inner: Vec<T>,
}

fn main() {
    let message = Bounded { a: 1u8, b: "b".into(), c: vec![2u8] };
    let bytes = to_vec(&message).unwrap();
    assert_eq!(bytes.len(), message.estimated_serialized_size());
    assert_eq!(from_slice::<Bounded<u8>>(&bytes).unwrap(), message);
    assert_eq!(to_vec(&Written { inner: vec![1u8] }).unwrap().len(), 9);
}
