//! `#[ros(loan)]` on every kind of field, where names of `std` are shadowed and lints are denied.
#![no_implicit_prelude]
#![deny(warnings)]
#![allow(dead_code)]

extern crate cdr;
extern crate std;

use cdr::{HasLoan, LoanOf, RosMessage, SizeEstimation};
use std::{boxed::Box, string::String, vec::Vec};

struct Default;
type Option = ();

/// A point.
#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Point {
    x: f64,
}

#[derive(RosMessage)]
#[ros(crate = cdr)]
#[repr(u8)]
enum Mode {
    Off,
}

mod inner {
    use ::std::vec::Vec;

    /// A part.
    #[derive(::cdr::RosMessage)]
    #[ros(crate = ::cdr, loan = PartInPlace)]
    pub struct Part {
        pub r#type: u8,
        pub(crate) data: Vec<u8>,
    }
}

type Samples = Vec<i16>;

/// Everything.
#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr, view, loan)]
pub struct Whole {
    name: String,
    #[ros(max_len = 3)]
    bounded: Vec<u32>,
    #[ros(max_len = 3, max_string_len = 2)]
    texts: Vec<String>,
    #[ros(rename = "self")]
    points: Vec<Point>,
    modes: Box<[Mode]>,
    part: inner::Part,
    parts: Vec<inner::Part>,
    pair: [inner::Part; 1 + 1],
    boxed: Box<inner::Part>,
    samples: Samples,
    #[ros(byte)]
    raw: Box<[u8]>,
    #[ros(wstring, max_len = 2)]
    wide: String,
    covariance: [f64; 36],
}

macro_rules! message {
    ($name:ident { $($field:ident: $type:ty),* }) => {
        #[derive(RosMessage)]
        #[ros(crate = cdr, loan)]
        struct $name { $($field: $type),* }
    };
}

message!(Made { data: Vec<u8>, parts: Vec<inner::Part> });

fn main() {
    let part = || inner::PartInPlace { r#type: 1, data: cdr::CdrSliceMut::zeroed(2) };
    let _: LoanOf<Vec<Point>> = cdr::CdrSliceMut::<Point>::reserve(1);
    let _: <inner::Part as HasLoan>::SequenceLoan = std::vec![part()];
    let made = MadeLoan { data: std::default::Default::default(), parts: std::vec![part()] };
    std::assert!(cdr::to_vec(&made).is_ok());

    #[derive(RosMessage)]
    #[ros(crate = cdr, loan)]
    struct InAFunction {
        data: Vec<u8>,
    }
    let _ = InAFunctionLoan { data: cdr::CdrSliceMut::reserve(3) };
}
