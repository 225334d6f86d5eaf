//! The derive ignores the attributes of the compiler and of other derives.

use cdr::{RosMessage, SizeEstimation};

/// Documented.
#[derive(RosMessage, SizeEstimation, Clone, Debug, Default, PartialEq, PartialOrd)]
#[ros(crate = cdr)]
#[doc(alias = "other")]
#[non_exhaustive]
#[must_use]
pub struct Message {
    /** A block. */
    #[doc = concat!("a", "b")]
    #[cfg(all())]
    pub x: u8,
    #[cfg(any())]
    pub left_out: usize,
    #[allow(dead_code)]
    #[cfg_attr(all(), ros(rename = "z"))]
    y: u8,
}

#[derive(RosMessage, Clone, Copy, Debug, Default, PartialEq)]
#[ros(crate = cdr)]
#[repr(u8)]
pub enum Mode {
    #[default]
    Off,
    #[doc(hidden)]
    On = b'x',
}

fn main() {
    let names = Message::type_description().fields.iter().map(|field| field.name);
    assert!(names.eq(["x", "z"]));
    assert_eq!(cdr::to_vec(&Mode::On).unwrap()[4], b'x');
}
