//! The bytes on the wire do not depend on the memory representation of a type.

use cdr::{RosMessage, SizeEstimation, from_slice, to_vec};

macro_rules! struct_with {
    ($($name:ident $(#[$repr:meta])*),*) => {$(
        #[derive(RosMessage, SizeEstimation, Clone, Copy, Debug, PartialEq)]
        #[ros(crate = cdr)]
        $(#[$repr])*
        struct $name {
            a: u32,
            b: u32,
            c: f64,
            d: u8,
        }

        impl $name {
            fn check() {
                let value = Self { a: 1, b: 2, c: 3.0, d: 4 };
                let mut golden = vec![0, 1, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 64, 4];
                assert_eq!(to_vec(&value).unwrap(), golden);
                assert_eq!(value.estimated_serialized_size(), golden.len());
                assert_eq!(from_slice::<Self>(&golden).unwrap(), value);
                golden[1] = 2;
                assert!(from_slice::<Self>(&golden).is_err());
            }
        }
    )*};
}

struct_with!(Rust, C #[repr(C)], Packed #[repr(packed)], PackedC #[repr(C, packed(4))], Aligned #[repr(align(32))]);

#[derive(RosMessage, SizeEstimation, Debug, PartialEq)]
#[ros(crate = cdr)]
#[repr(transparent)]
struct Transparent {
    x: i64,
}

fn main() {
    Rust::check();
    C::check();
    Packed::check();
    PackedC::check();
    Aligned::check();
    assert_eq!(to_vec(&Transparent { x: 1 }).unwrap().len(), 12);
}
