//! A struct without fields on the wire is one zero byte, also nested and in sequences.

use cdr::{RosMessage, SizeEstimation, from_slice, to_vec};

#[derive(RosMessage, SizeEstimation, Clone, Debug, PartialEq)]
#[ros(crate = cdr)]
struct Unit;

#[derive(RosMessage, SizeEstimation, Clone, Debug, PartialEq)]
#[ros(crate = cdr)]
struct Braces {}

#[derive(RosMessage, SizeEstimation, Clone, Debug, PartialEq)]
#[ros(crate = cdr)]
struct Skipped {
    #[ros(skip)]
    cache: usize,
}

#[derive(RosMessage, SizeEstimation, Debug, PartialEq)]
#[ros(crate = cdr)]
struct Holder {
    unit: Unit,
    list: Vec<Braces>,
    skipped: [Skipped; 2],
}

fn main() {
    let holder = Holder { unit: Unit, list: vec![Braces {}; 3], skipped: [Skipped { cache: 0 }, Skipped { cache: 0 }] };
    let bytes = to_vec(&holder).unwrap();
    assert_eq!(bytes, [0, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(holder.estimated_serialized_size(), bytes.len());
    assert_eq!(from_slice::<Holder>(&bytes).unwrap(), holder);
    assert_eq!(Unit::type_description().fields.len(), 0);
}
