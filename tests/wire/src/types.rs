//! The types of the golden vectors, hand-written as a user would write them, and types of every memory layout
//! that the bulk copy distinguishes.
#![expect(missing_docs, reason = "fields are named by the vectors")]

use ros_z_core::{RosMessage, SizeEstimation};
use ros_z_msgs::{geometry_msgs::Point, std_msgs::Empty};

macro_rules! gold {
    ($($(#[$attr:meta])* $name:ident { $($(#[$field_attr:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$attr])*
        #[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
        #[ros(package = "gold")]
        pub struct $name { $($(#[$field_attr])* pub $field: $type),* }
    )*};
}

gold! {
    AllPrims {
        b: bool, #[ros(byte)] by: u8, #[ros(char)] c: u8, i8: i8, u8: u8, i16: i16, u16: u16, i32: i32,
        u32: u32, i64: i64, u64: u64, f32: f32, f64: f64,
    }
    U8F64 { a: u8, b: f64 }
    F64U8 { a: f64, b: u8 }
    Ladder { a: u8, b: u16, c: u8, d: u32, e: u8, f: u64, g: u8 }
    EmptyIn { a: u8, e: Empty, b: u8, c: u32 }
    Str { s: String }
    StrF64 { s: String, d: f64 }
    BStr { #[ros(max_len = 10)] s: String, x: u16 }
    SeqF64U8 { s: Vec<f64>, z: u8 }
    SeqF64x2 { s: Vec<f64>, t: Vec<f64> }
    SeqMix { a: Vec<u8>, b: Vec<u16>, c: Vec<i32>, d: Vec<u64>, e: Vec<bool> }
    Arr { a: u8, d: [f64; 3], b: [u8; 3], e: u32, f: [bool; 2] }
    SeqStr { s: Vec<String>, z: u8 }
    Inner { a: u8, b: f64 }
    Outer { x: u8, i: Inner, y: u8, j: Inner }
    SeqInner { s: Vec<Inner>, z: u8 }
    LeadSmall { a: u32, b: u32, c: f64 }
    SeqLeadSmall { s: Vec<LeadSmall> }
    TrailPOD { a: f64, b: u32, c: u32 }
    SeqTrailPOD { s: Vec<TrailPOD> }
    SeqVec3 { p: Vec<Point>, z: u8 }
    HasSeq { a: u8, s: Vec<u16> }
    SeqHasSeq { s: Vec<HasSeq>, z: f64 }
}
