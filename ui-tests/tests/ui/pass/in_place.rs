//! Sequences that are filled in the memory that is sent, also nested and generic.
#![deny(warnings)]

use cdr::{CdrDeserialize, CdrSerialize, CdrSliceMut, RosField, RosMessage, SizeEstimation};

#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
#[repr(C)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Part {
    #[ros(max_len = 4)]
    data: CdrSliceMut<u8>,
}

#[derive(Debug, RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Whole<T>
where
    T: CdrSerialize + RosField + for<'de> CdrDeserialize<'de>,
{
    items: CdrSliceMut<T>,
    parts: Vec<Part>,
}

fn main() {
    let mut whole = Whole {
        items: CdrSliceMut::zeroed(2),
        parts: vec![Part { data: CdrSliceMut::from(vec![1, 2]) }],
    };
    whole.items[1] = Point { x: 1.0, y: 2.0 };
    let bytes = cdr::to_vec(&whole).unwrap();
    assert_eq!(bytes.len(), whole.estimated_serialized_size());
    let back: Whole<Point> = cdr::from_slice(&bytes).unwrap();
    assert_eq!(back.items, whole.items);
    let too_long = Part { data: CdrSliceMut::reserve(5) };
    assert!(cdr::to_vec(&too_long).is_err());
}
