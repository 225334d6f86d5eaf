//! Default values of all kinds of fields: literals and constants, in the generated `Default` and in the `.msg` text.
#![deny(warnings)]
#![allow(dead_code)]

use cdr::{CdrSlice, CdrSliceMut, CdrStr, RosMessage};
use std::borrow::Cow;

const LIMITS: [f64; 2] = [-1.5, 1.5];
const FRAME: &str = "map";
const JOINTS: usize = 6;

type Speed = f32;

#[derive(Debug, Default, PartialEq, RosMessage)]
#[ros(crate = cdr)]
#[repr(i8)]
enum Gear {
    #[default]
    Neutral,
    Reverse = -1,
}

#[derive(Debug, Default, PartialEq, RosMessage)]
#[ros(crate = cdr)]
struct Header {
    stamp: u32,
}

#[derive(RosMessage)]
#[ros(crate = cdr, default)]
struct Arm<'a> {
    header: Header,
    #[ros(default = -5)]
    offset: i8,
    #[ros(default = u64::MAX)]
    count: u64,
    #[ros(default = std::f64::consts::FRAC_PI_2)]
    angle: f64,
    #[ros(default = 0.1)]
    speed: Speed,
    #[ros(default = true)]
    enabled: bool,
    #[ros(char, default = b'a')]
    letter: u8,
    #[ros(default = Gear::Reverse)]
    gear: Gear,
    #[ros(default = [Gear::Reverse, Gear::Neutral])]
    gears: [Gear; 2],
    #[ros(default = FRAME, max_len = 3)]
    frame: String,
    #[ros(default = "base link")]
    child: &'a str,
    #[ros(default = "a")]
    cow: Cow<'a, str>,
    #[ros(default = "b")]
    bytes: CdrStr<'a>,
    #[ros(wstring, default = "\u{1f916}", max_len = 2)]
    wide: String,
    #[ros(default = ["left", "right"], max_len = 2, max_string_len = 5)]
    names: Vec<String>,
    #[ros(wstring, default = ["wide"], max_len = 4, max_string_len = 4)]
    labels: Vec<String>,
    #[ros(default = [1, 2, 3])]
    sequence: Vec<u16>,
    #[ros(default = [1, { 2 }])]
    slice: CdrSlice<'a, u32>,
    #[ros(default = [1])]
    in_place: CdrSliceMut<u8>,
    #[ros(default = LIMITS)]
    limits: Vec<f64>,
    #[ros(default = [0.5; JOINTS])]
    joints: [f64; JOINTS],
    #[ros(default = [7; 40])]
    boxed: Box<[u8; 40]>,
    #[ros(default = [])]
    empty: Vec<i64>,
    no_default: Vec<Header>,
    #[ros(skip)]
    skipped: Option<u8>,
}

#[derive(Debug, PartialEq, RosMessage)]
#[ros(crate = cdr, default)]
struct Generic<T, const N: usize> {
    value: T,
    #[ros(default = [1; N])]
    array: [u8; N],
}

#[derive(Debug, PartialEq, RosMessage)]
#[ros(crate = cdr, default)]
struct Empty;

fn main() {
    let arm = Arm::default();
    assert_eq!((arm.header, arm.offset, arm.count), (Header { stamp: 0 }, -5, u64::MAX));
    assert_eq!((arm.angle, arm.speed, arm.enabled), (std::f64::consts::FRAC_PI_2, 0.1, true));
    assert_eq!((arm.letter, arm.gear), (97, Gear::Reverse));
    assert_eq!((arm.frame.as_str(), arm.child, &*arm.cow), ("map", "base link", "a"));
    assert_eq!(arm.names, ["left", "right"]);
    assert_eq!((arm.sequence, arm.limits), (vec![1, 2, 3], LIMITS.to_vec()));
    assert_eq!((arm.slice.to_vec(), arm.in_place.as_slice()), (vec![1, 2], &[1][..]));
    assert_eq!((arm.joints, arm.boxed), ([0.5; JOINTS], Box::new([7; 40])));
    assert!(arm.empty.is_empty() && arm.no_default.is_empty() && arm.skipped.is_none());
    assert_eq!(Generic::<u8, 3>::default(), Generic { value: 0, array: [1; 3] });
    assert_eq!(Empty::default(), Empty);

    let text = cdr::export::msg_definition::<Arm<'_>>();
    for line in [
        "int8 offset -5",
        "uint64 count 18446744073709551615",
        "float64 angle 1.5707963267948966",
        "float32 speed 0.1",
        "bool enabled true",
        "char letter 97",
        "int8 gear -1",
        "int8[2] gears [-1, 0]",
        "string<=3 frame \"map\"",
        "string child \"base link\"",
        "wstring<=2 wide \"\u{1f916}\"",
        "string<=5[<=2] names [\"left\", \"right\"]",
        "uint16[] sequence [1, 2, 3]",
        "float64[] limits [-1.5, 1.5]",
        "float64[6] joints [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]",
        "int64[] empty",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in {text}");
    }
}
