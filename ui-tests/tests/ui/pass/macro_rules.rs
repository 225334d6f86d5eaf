//! Structs that a macro generates: types, expressions and names are in invisible groups.

use cdr::{RosMessage, SizeEstimation};

macro_rules! message {
    ($krate:path, $name:ident, $package:literal, $(#[$attr:meta])* $field:ident: $ty:ty, $len:expr) => {
        #[derive(RosMessage, SizeEstimation, Default)]
        #[ros(crate = $krate, package = $package)]
        struct $name {
            $(#[$attr])* $field: $ty,
            list: Vec<$ty>,
            pair: [$ty; $len],
            #[ros(max_len = $len)]
            bounded: Vec<u8>,
            own: inner::Inner,
        }
    };
}

mod inner {
    macro_rules! exported {
        ($name:ident) => {
            #[derive(cdr::RosMessage, cdr::SizeEstimation, Default)]
            #[ros(crate = $crate::inner::again::cdr)]
            pub struct $name {
                pub x: $crate::inner::Alias,
            }
        };
    }
    pub type Alias = [f64; 2];
    pub mod again {
        pub use cdr;
    }
    exported!(Inner);
}

message!(::cdr, Point, "ui", #[ros(char)] letter: u8, 3 + 1);

fn main() {
    assert_eq!(Point::TYPE_NAME, "ui/msg/Point");
    let point = Point { bounded: vec![0; 5], ..Point::default() };
    assert!(cdr::to_vec(&point).is_err());
}
