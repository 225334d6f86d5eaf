//! The Rust types that have a default value in ROS, and the constants that they are made of. The text of a
//! default value is in `default_value`.

use crate::cdr_slice::CdrSlice;
use crate::cdr_slice_mut::CdrSliceMut;
use crate::cdr_str::CdrStr;
use crate::default_value::DefaultValue;
use crate::traits::CdrDeserialize;
use alloc::borrow::{Cow, ToOwned};
use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};

/// A type of a field that `#[ros(default = value)]` can be on.
///
/// Implemented for numbers, `bool`, strings, arrays and sequences of these, and by the derive for enums.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` has no default value in ROS 2",
    label = "no default value in ROS 2",
    note = "numbers, `bool`, strings, enums, and arrays and sequences of these have default values; messages do not",
    note = "remove `default` from the field, and write it on the fields of the message"
)]
pub trait FieldDefault: Sized {
    /// The type of the constant: `f64` for an `f64`, `&str` for a `String`, `[f64]` for a `Vec<f64>`.
    type Value: ?Sized + 'static;

    /// Describes the constant as a default value in ROS.
    fn describe(value: &Self::Value) -> DefaultValue;

    /// Creates a field with the value of the constant.
    fn from_value(value: &'static Self::Value) -> Self;

    /// Creates a field on the heap: a large array does not pass over the stack.
    #[doc(hidden)]
    fn boxed(value: &'static Self::Value) -> Box<Self> {
        Box::new(Self::from_value(value))
    }
}

macro_rules! numbers {
    ($($number:ty => $variant:ident),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl FieldDefault for $number {
            type Value = Self;

            fn describe(value: &Self) -> DefaultValue {
                DefaultValue::$variant((*value).into())
            }

            fn from_value(value: &'static Self) -> Self {
                *value
            }
        }
    )*};
}

numbers!(
    bool => Bool, i8 => Integer, i16 => Integer, i32 => Integer, i64 => Integer, u8 => Integer, u16 => Integer,
    u32 => Integer, u64 => Integer, f32 => Float32, f64 => Float64,
);

macro_rules! strings {
    ($(<$($lt:lifetime)?> $string:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($lt)?> FieldDefault for $string {
            type Value = &'static str;

            fn describe(value: &&'static str) -> DefaultValue {
                DefaultValue::Text((*value).to_owned())
            }

            fn from_value(value: &'static &'static str) -> Self {
                (*value).into()
            }
        }
    )*};
}

strings!(<> String, <> Box<str>, <'a> &'a str, <'a> Cow<'a, str>, <'a> CdrStr<'a>);

fn list<T: FieldDefault<Value: Sized>>(values: &[T::Value]) -> DefaultValue {
    DefaultValue::List(values.iter().map(T::describe).collect())
}

fn elements<T: FieldDefault<Value: Sized>>(values: &'static [T::Value]) -> Vec<T> {
    values.iter().map(T::from_value).collect()
}

macro_rules! sequences {
    ($([$($bounds:tt)*] $sequence:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($bounds)* FieldDefault<Value: Sized>> FieldDefault for $sequence {
            type Value = [T::Value];

            fn describe(values: &[T::Value]) -> DefaultValue {
                list::<T>(values)
            }

            fn from_value(values: &'static [T::Value]) -> Self {
                elements::<T>(values).into()
            }
        }
    )*};
}

sequences!(
    [T:] Vec<T>,
    [T:] Box<[T]>,
    ['a, T: Clone +] Cow<'a, [T]>,
    [T: for<'de> CdrDeserialize<'de> +] CdrSliceMut<T>,
);

macro_rules! borrowed {
    ($($slice:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<'a, T: FieldDefault<Value = T> + 'static> FieldDefault for $slice {
            type Value = [T];

            fn describe(values: &[T]) -> DefaultValue {
                list::<T>(values)
            }

            fn from_value(values: &'static [T]) -> Self {
                values.into()
            }
        }
    )*};
}

borrowed!(&'a [T], CdrSlice<'a, T>);

#[diagnostic::do_not_recommend]
impl<T: FieldDefault<Value: Sized>, const N: usize> FieldDefault for [T; N] {
    type Value = [T::Value; N];

    fn describe(values: &[T::Value; N]) -> DefaultValue {
        list::<T>(values)
    }

    fn from_value(values: &'static [T::Value; N]) -> Self {
        core::array::from_fn(|index| T::from_value(&values[index]))
    }

    fn boxed(values: &'static [T::Value; N]) -> Box<Self> {
        match elements::<T>(values).into_boxed_slice().try_into() {
            Ok(array) => array,
            Err(_) => Box::new(Self::from_value(values)),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: FieldDefault> FieldDefault for Box<T> {
    type Value = T::Value;

    fn describe(value: &T::Value) -> DefaultValue {
        T::describe(value)
    }

    fn from_value(value: &'static T::Value) -> Self {
        T::boxed(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: FieldDefault> FieldDefault for Arc<T> {
    type Value = T::Value;

    fn describe(value: &T::Value) -> DefaultValue {
        T::describe(value)
    }

    fn from_value(value: &'static T::Value) -> Self {
        Self::from(T::boxed(value))
    }
}

#[cfg(feature = "bytes")]
#[diagnostic::do_not_recommend]
impl FieldDefault for bytes::Bytes {
    type Value = [u8];

    fn describe(value: &[u8]) -> DefaultValue {
        list::<u8>(value)
    }

    fn from_value(value: &'static [u8]) -> Self {
        Self::from_static(value)
    }
}

#[cfg(feature = "zenoh-buffers")]
#[diagnostic::do_not_recommend]
impl FieldDefault for zenoh_buffers::ZBuf {
    type Value = [u8];

    fn describe(value: &[u8]) -> DefaultValue {
        list::<u8>(value)
    }

    fn from_value(value: &'static [u8]) -> Self {
        value.to_vec().into()
    }
}

/// Checks the length of a default value.
///
/// # Panics
/// If it exceeds the bound of the field; while compiling, as the derive calls it in a constant.
#[track_caller]
pub const fn check_len(len: usize, bound: usize) {
    assert!(len <= bound, "the default value is longer than `max_len` allows");
}

/// Checks the lengths of the strings in a default value.
///
/// # Panics
/// If one exceeds the bound; while compiling, as the derive calls it in a constant.
#[track_caller]
pub const fn check_string_len(len: usize, bound: usize) {
    assert!(
        len <= bound,
        "a string in the default value is longer than `max_string_len` allows"
    );
}

/// Bytes of the longest of several strings.
#[must_use]
pub const fn longest(texts: &[&str]) -> usize {
    let (mut longest, mut index) = (0, 0);
    while index < texts.len() {
        if texts[index].len() > longest {
            longest = texts[index].len();
        }
        index += 1;
    }
    longest
}

/// UTF-16 units of the longest of several strings.
#[must_use]
pub const fn longest_wide(texts: &[&str]) -> usize {
    let (mut longest, mut index) = (0, 0);
    while index < texts.len() {
        let units = wide_len(texts[index]);
        if units > longest {
            longest = units;
        }
        index += 1;
    }
    longest
}

/// UTF-16 units of a string: one for each character, and two for those of four bytes in UTF-8.
#[must_use]
pub const fn wide_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut units, mut index) = (0, 0);
    while index < bytes.len() {
        units += match bytes[index] {
            0x80..=0xbf => 0,
            0xf0..=0xff => 2,
            _ => 1,
        };
        index += 1;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made<T: FieldDefault>(value: &'static T::Value) -> (T, DefaultValue) {
        (T::from_value(value), T::describe(value))
    }

    #[test]
    fn a_constant_becomes_the_field_and_its_description() {
        assert_eq!(made::<u8>(&7), (7, DefaultValue::Integer(7)));
        let text = DefaultValue::Text("map".into());
        assert_eq!(made::<String>(&"map"), ("map".into(), text.clone()));
        assert_eq!(made::<Cow<'_, str>>(&"map"), ("map".into(), text.clone()));
        let texts = DefaultValue::List(Vec::from([text]));
        assert_eq!(
            made::<Vec<String>>(&["map"]),
            (Vec::from(["map".into()]), texts.clone())
        );
        assert_eq!(made::<[String; 1]>(&["map"]), (["map".into()], texts));
        let numbers = DefaultValue::List(Vec::from([
            DefaultValue::Float32(1.0),
            DefaultValue::Float32(2.5),
        ]));
        assert_eq!(
            made::<Box<[f32; 2]>>(&[1.0, 2.5]),
            (Box::new([1.0, 2.5]), numbers.clone())
        );
        let (slice, described) = made::<CdrSlice<'_, f32>>(&[1.0, 2.5]);
        assert_eq!((slice.to_vec(), described), (Vec::from([1.0, 2.5]), numbers));
    }

    #[test]
    fn wide_strings_are_counted_in_units() {
        for text in ["", "map", "\u{e4}\u{20ac}", "\u{1f916}a"] {
            assert_eq!(wide_len(text), text.encode_utf16().count(), "{text}");
        }
        assert_eq!(longest(&["a", "\u{e4}", ""]), 2);
        assert_eq!(longest_wide(&["ab", "\u{e4}"]), 2);
    }
}
