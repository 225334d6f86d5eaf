//! Structs of every kind have the expected layout: bulk copies, and views if every bit pattern is a valid value.
#![forbid(unsafe_code)]
#![deny(warnings)]

use cdr::{CdrSlice, RosMessage, SizeEstimation, as_elements, from_slice, to_vec};
use std::ops::Deref;

/// Has a field of the same name as its `Deref` target, and an impl of `Drop`.
#[derive(RosMessage, SizeEstimation, Clone, Debug, PartialEq)]
#[ros(crate = cdr)]
#[repr(C)]
struct Careful {
    x: u32,
    y: u32,
}

impl Deref for Careful {
    type Target = Generic<f64, 1>;

    fn deref(&self) -> &Generic<f64, 1> {
        &Generic { x: 0.0, rest: [0; 1] }
    }
}

impl Drop for Careful {
    fn drop(&mut self) {
        assert!(self.x < 100);
    }
}

#[derive(RosMessage, SizeEstimation, Clone, Copy, Debug, PartialEq)]
#[ros(crate = cdr)]
#[repr(C)]
struct Generic<T, const N: usize> {
    x: T,
    rest: [u16; N],
}

#[derive(RosMessage, SizeEstimation, Clone, Copy, Debug, PartialEq)]
#[ros(crate = cdr)]
#[repr(C, packed)]
struct Packed<T: Copy> {
    x: T,
    y: u16,
}

/// An array that is too long for the compiler to visit each element.
#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Huge {
    bytes: [u8; 1 << 40],
}

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct View<'a> {
    packed: CdrSlice<'a, Packed<u16>>,
    generic: CdrSlice<'a, Generic<u32, 2>>,
}

fn main() {
    let bytes = [1, 0, 0, 0, 2, 0, 0, 0];
    let _ = (as_elements::<Careful>(&bytes), as_elements::<Generic<u32, 2>>(&bytes));
    assert_eq!(as_elements::<Packed<u16>>(&bytes[..4]).map(<[_]>::len), Some(1));
    let _ = as_elements::<Huge>(&[]);

    let careful = vec![Careful { x: 1, y: 2 }; 2];
    assert_eq!(from_slice::<Vec<Careful>>(&to_vec(&careful).unwrap()).unwrap(), careful);

    let view: View<'_> = from_slice(&[0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0]).unwrap();
    assert_eq!((view.packed.get(0), view.generic.len()), (Some(Packed { x: 1, y: 2 }), 0));
}
