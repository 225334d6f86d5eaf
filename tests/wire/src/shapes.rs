//! Types of every shape that the derives support, with generated values, and the checks of each value. For
//! property tests and fuzzing; the views of them are in `views`.
#![expect(missing_docs, reason = "fields are named for their place")]

use std::fmt::Debug;
use std::sync::Arc;

use arbitrary::{Arbitrary, Result, Unstructured};
use bytes::Bytes;
use ros_z_core::{
    CdrDeserialize, CdrReader, DeserializeError, RosMessage, SerializeError, SizeEstimation,
    from_slice_strict, to_slice, to_vec,
};
use zenoh_buffers::{ZBuf, ZSlice};

use crate::allocations::{most_for, watch};
use crate::reference::{Out, Reference};

/// The traits that every shape has.
pub trait Shape: RosMessage + SizeEstimation + Reference + Debug
where
    Self: for<'de> CdrDeserialize<'de> + for<'a> Arbitrary<'a>,
{
}

impl<T> Shape for T where
    T: RosMessage + SizeEstimation + Reference + Debug + for<'de> CdrDeserialize<'de> + for<'a> Arbitrary<'a>
{
}

/// An operation on a shape.
pub trait Visitor {
    /// Called with the type.
    fn visit<T: Shape>(&mut self);
}

/// A string without NUL characters, which ROS strings cannot contain.
fn text(source: &mut Unstructured<'_>) -> Result<String> {
    Ok(String::arbitrary(source)?.replace('\0', "\u{1f916}"))
}

fn short_text(source: &mut Unstructured<'_>) -> Result<String> {
    Ok(text(source)?.chars().take(2).collect())
}

fn boxed_text(source: &mut Unstructured<'_>) -> Result<Box<str>> {
    text(source).map(Box::from)
}

fn several<'a, T>(
    source: &mut Unstructured<'a>,
    most: usize,
    item: fn(&mut Unstructured<'a>) -> Result<T>,
) -> Result<Vec<T>> {
    (0..source.int_in_range(0..=most)?)
        .map(|_| item(source))
        .collect()
}

fn texts(source: &mut Unstructured<'_>) -> Result<Vec<String>> {
    several(source, 5, text)
}

fn short_texts(source: &mut Unstructured<'_>) -> Result<Vec<String>> {
    several(source, 3, short_text)
}

fn two_texts(source: &mut Unstructured<'_>) -> Result<[String; 2]> {
    Ok([text(source)?, text(source)?])
}

fn few(source: &mut Unstructured<'_>) -> Result<Vec<u16>> {
    several(source, 4, u16::arbitrary)
}

fn shared(source: &mut Unstructured<'_>) -> Result<Bytes> {
    Vec::arbitrary(source).map(Bytes::from)
}

/// A buffer in several slices, some of them empty.
fn pieces(source: &mut Unstructured<'_>) -> Result<ZBuf> {
    let mut buffer = ZBuf::empty();
    for piece in several(source, 3, <Vec<u8>>::arbitrary)? {
        buffer.push_zslice(ZSlice::from(piece));
    }
    Ok(buffer)
}

macro_rules! enums {
    ($($name:ident: $int:ident { $($variant:ident = $value:literal),* })*) => {$(
        #[derive(Arbitrary, Clone, Copy, Debug, PartialEq, RosMessage)]
        #[repr($int)]
        pub enum $name { $($variant = $value),* }

        impl Reference for $name {
            fn write(&self, out: &mut Out) {
                (*self as $int).write(out);
            }
        }
    )*};
}

enums! {
    Mode: u8 { Idle = 0, Running = 3, Fault = 255 }
    Gear: i16 { Reverse = -1, Neutral = 0, Top = 0x1234 }
    Huge: u64 { None = 0, All = 0xffff_ffff_ffff_ffff }
    Deep: i64 { Low = -9_223_372_036_854_775_808, High = 1 }
}

macro_rules! shapes {
    ($($(#[$attr:meta])* $name:ident { $($(#[$field_attr:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        $(
            #[derive(Arbitrary, Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
            #[ros(package = "shapes")]
            $(#[$attr])*
            pub struct $name { $($(#[$field_attr])* pub $field: $type),* }

            impl Reference for $name {
                fn write(&self, out: &mut Out) {
                    $(self.$field.write(out);)*
                    if size_of::<Self>() == 0 {
                        // A struct without members is one zero byte.
                        out.number([0]);
                    }
                }
            }
        )*
    };
}

shapes! {
    Void {}
    Scalars {
        b: bool, i8: i8, u8: u8, i16: i16, u16: u16, i32: i32, u32: u32, i64: i64, u64: u64, f32: f32, f64: f64,
        #[ros(char)] c: u8, #[ros(byte)] by: u8, mode: Mode, gear: Gear, huge: Huge, deep: Deep,
    }
    #[derive(Copy)] Point { x: f64, y: f64, z: f64 }
    #[derive(Copy)] Colour { r: u8, g: u8, b: u8 }
    #[derive(Copy)] LeadSmall { a: u32, b: u32, c: f64 }
    #[derive(Copy)] #[repr(C)] TrailSmall { a: f64, b: u32, c: u32 }
    #[derive(Copy)] TrailByte { a: f64, b: u8 }
    #[derive(Copy)] #[repr(C)] Ladder { a: u8, b: u16, c: u8, d: u32, e: u8, f: u64, g: u8 }
    #[derive(Copy)] Guarded { a: u16, b: bool, c: Gear, d: u64 }
    #[derive(Copy)] Pose { at: Point, turn: [f64; 4], colour: Colour }
    Part { #[arbitrary(with = text)] name: String, guarded: Guarded, values: Vec<f64>, void: Void, last: u8 }
    VoidsIn { a: u8, one: Void, many: Vec<Void>, two: [Void; 2], b: u32 }
    Primitives {
        u8: Vec<u8>, u16: Vec<u16>, i32: Vec<i32>, u64: Vec<u64>, b: Vec<bool>, f32: Vec<f32>, f64: Vec<f64>, last: u8,
    }
    Structs {
        lead: u8, points: Vec<Point>, colours: Vec<Colour>, lead_small: Vec<LeadSmall>, trail_small: Vec<TrailSmall>,
        trail_byte: Vec<TrailByte>, ladders: Vec<Ladder>, guarded: Vec<Guarded>, poses: Vec<Pose>, last: u16,
    }
    Nested { parts: Vec<Part>, #[arbitrary(with = texts)] texts: Vec<String>, modes: Vec<Mode>, primitives: Primitives }
    Arrays {
        a: u8, points: [Point; 2], colours: [Colour; 3], ladders: [Ladder; 2], guarded: [Guarded; 2], flags: [bool; 3],
        #[arbitrary(with = two_texts)] texts: [String; 2], parts: [Part; 2], many: [u8; 70], gears: [Gear; 2],
    }
    Pointers {
        boxed: Box<LeadSmall>, shared: Arc<Part>, slice: Box<[i16]>, #[arbitrary(with = boxed_text)] text: Box<str>,
        #[arbitrary(with = shared)] bytes: Bytes, #[arbitrary(with = pieces)] buffer: ZBuf, last: u64,
    }
    Bounded {
        #[ros(max_len = 4)] #[arbitrary(with = few)] few: Vec<u16>,
        #[ros(max_len = 8)] #[arbitrary(with = short_text)] text: String,
        #[ros(max_len = 3, max_string_len = 8)] #[arbitrary(with = short_texts)] texts: Vec<String>,
        last: f32,
    }
}

/// Wide strings.
#[derive(Arbitrary, Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "shapes")]
pub struct Wide {
    #[ros(wstring)]
    pub one: String,
    pub between: u8,
    #[ros(wstring)]
    pub many: Vec<String>,
    #[ros(skip)]
    pub unsent: usize,
}

impl Reference for Wide {
    fn write(&self, out: &mut Out) {
        out.wide(&self.one);
        self.between.write(out);
        out.count(self.many.len());
        self.many.iter().for_each(|text| out.wide(text));
    }
}

/// A type argument between two fields.
#[derive(Arbitrary, Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "shapes")]
pub struct Around<T> {
    pub lead: u8,
    pub value: T,
    pub behind: u16,
}

impl<T: Reference> Reference for Around<T> {
    fn write(&self, out: &mut Out) {
        self.lead.write(out);
        self.value.write(out);
        self.behind.write(out);
    }
}

macro_rules! all {
    ($($shape:ty),* $(,)?) => {
        /// Number of shapes.
        pub const COUNT: usize = [$(stringify!($shape)),*].len();

        /// Calls `visitor` with the shape at `index`, modulo the number of shapes.
        pub fn visit(index: usize, visitor: &mut impl Visitor) {
            let mut left = index % COUNT;
            $(
                if left == 0 {
                    return visitor.visit::<$shape>();
                }
                left -= 1;
            )*
            let _ = left;
        }
    };
}

all! {
    Void, Scalars, Point, Colour, LeadSmall, TrailSmall, TrailByte, Ladder, Guarded, Pose, Part, VoidsIn, Primitives, Structs,
    Nested, Arrays, Pointers, Bounded, Wide, Around<Vec<Point>>, Around<[TrailByte; 3]>, Around<Vec<TrailByte>>, Around<Nested>,
}

/// Checks a value: its bytes equal the reference, its size is exact, and it is read in either byte order,
/// from one buffer and from several, within the memory limit of the message.
///
/// # Panics
/// If a check fails.
pub fn check<T: Shape>(value: &T, cuts: [usize; 2]) {
    let name = T::TYPE_NAME;
    let expected = value.message(false);
    let written = to_vec(value).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(written, expected, "{name}: {value:?}");
    assert_eq!(
        value.estimated_serialized_size(),
        expected.len(),
        "{name}: {value:?}"
    );
    // Stale memory, as a shared memory pool returns it.
    let mut stale = vec![0xaa; expected.len()];
    assert_eq!(
        to_slice(value, &mut stale),
        Ok(expected.len()),
        "{name}: {value:?}"
    );
    assert_eq!(stale, expected, "{name}: {value:?}");
    let too_small = to_slice(value, &mut stale[1..]);
    assert!(
        matches!(too_small, Err(SerializeError::BufferTooSmall { needed, .. }) if needed == expected.len()),
        "{name}: {too_small:?}"
    );

    // NaN is not equal to itself, so read values are compared by their serialized bytes.
    for message in [&expected, &value.message(true)] {
        let (read, allocations) = watch(|| from_slice_strict::<T>(message));
        let read = read.unwrap_or_else(|error| panic!("{name}: {error}, from {value:?}"));
        assert_eq!(to_vec(&read).as_ref(), Ok(&expected), "{name}: {value:?}");
        assert!(
            allocations.peak <= most_for(message.len()),
            "{name}: {allocations:?} for {}",
            message.len()
        );
        check_divided::<T>(message, cuts, &expected);
    }
}

/// Checks that the message in three slices reads the same, or fails because a value is divided between
/// slices.
fn check_divided<T: Shape>(message: &[u8], [a, b]: [usize; 2], expected: &Vec<u8>) {
    let a = 4 + a % (message.len() - 3);
    let b = a + b % (message.len() - a + 1);
    let slices = [&message[..a], &message[a..b], &message[b..]].map(|slice| ZSlice::from(slice.to_vec()));
    let mut reader = CdrReader::from_zslices(&slices).expect("the header is complete");
    match T::deserialize(&mut reader) {
        Ok(read) => {
            assert_eq!(reader.remaining(), 0, "{}: divided at {a}, {b}", T::TYPE_NAME);
            assert_eq!(
                to_vec(&read).as_ref(),
                Ok(expected),
                "{}: divided at {a}, {b}",
                T::TYPE_NAME
            );
        }
        Err(DeserializeError::Fragmented { .. }) => {}
        Err(other) => panic!("{}: {other}, divided at {a}, {b}", T::TYPE_NAME),
    }
}
