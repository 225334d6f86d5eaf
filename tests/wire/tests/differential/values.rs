//! Values from the JSON of the peer: a number, a text, `0` or `1` for a `bool`, the bits of a float, a list
//! of the elements, or of the fields in order. Also the macro that declares the random types.

use std::fmt::Debug;
use std::sync::Arc;

use super::fill::Fill;
use ros_z_core::{CdrDeserialize, HasLoan, HasView, RosMessage, SizeEstimation};
use serde_json::Value;
use zenoh_buffers::ZBuf;

/// The traits that every random type has.
pub trait Message: RosMessage + SizeEstimation + HasView + FromJson + Fill + PartialEq + Debug
where
    Self: for<'de> CdrDeserialize<'de> + HasLoan<Loan: RosMessage + SizeEstimation>,
{
}

impl<T> Message for T
where
    T: RosMessage + SizeEstimation + HasView + FromJson + Fill + PartialEq + Debug,
    T: for<'de> CdrDeserialize<'de> + HasLoan<Loan: RosMessage + SizeEstimation>,
{
}

/// An operation on every random type.
pub trait Visitor {
    fn visit<T: Message>(&mut self);
}

pub trait FromJson: Sized {
    fn from_json(value: &Value) -> Self;

    /// Reads the field from the values of its struct.
    fn take<'a>(values: &mut impl Iterator<Item = &'a Value>) -> Self {
        Self::from_json(values.next().expect("every field has a value"))
    }
}

/// A skipped field, without a value and without a ROS type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unsent(Option<std::rc::Rc<str>>);

impl FromJson for Unsent {
    fn from_json(_: &Value) -> Self {
        Self::default()
    }

    fn take<'a>(_: &mut impl Iterator<Item = &'a Value>) -> Self {
        Self::default()
    }
}

macro_rules! integers {
    ($($integer:ty: $read:ident),*) => {$(
        impl FromJson for $integer {
            fn from_json(value: &Value) -> Self {
                Self::try_from(value.$read().expect("the value is an integer")).expect("the integer fits")
            }
        }
    )*};
}

integers!(i8: as_i64, i16: as_i64, i32: as_i64, i64: as_i64, u8: as_u64, u16: as_u64, u32: as_u64, u64: as_u64);

impl FromJson for bool {
    fn from_json(value: &Value) -> Self {
        u8::from_json(value) == 1
    }
}

impl FromJson for f32 {
    fn from_json(value: &Value) -> Self {
        Self::from_bits(u32::from_json(value))
    }
}

impl FromJson for f64 {
    fn from_json(value: &Value) -> Self {
        Self::from_bits(u64::from_json(value))
    }
}

impl FromJson for String {
    fn from_json(value: &Value) -> Self {
        value.as_str().expect("the value is a text").to_owned()
    }
}

impl FromJson for Box<str> {
    fn from_json(value: &Value) -> Self {
        String::from_json(value).into()
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value) -> Self {
        value
            .as_array()
            .expect("the value is a list")
            .iter()
            .map(T::from_json)
            .collect()
    }
}

impl<T: FromJson, const N: usize> FromJson for [T; N] {
    fn from_json(value: &Value) -> Self {
        let items = Vec::from_json(value);
        Self::try_from(items).unwrap_or_else(|_| panic!("not {N} elements"))
    }
}

macro_rules! converted {
    ($([$($param:ident)?] $type:ty: $from:ty),* $(,)?) => {$(
        impl $(<$param: FromJson>)? FromJson for $type {
            fn from_json(value: &Value) -> Self {
                <$from>::from_json(value).into()
            }
        }
    )*};
}

converted! {
    [T] Box<[T]>: Vec<T>,
    [T] Box<T>: T,
    [T] Arc<T>: T,
    [] bytes::Bytes: Vec<u8>,
    [] ZBuf: Vec<u8>,
}

/// Declares enums and messages, and `visit_all`, which calls a visitor with every message type.
macro_rules! messages {
    (
        $(enum $enum:ident: $int:ident { $($variant:ident = $value:literal),* })*
        $($(#[$attr:meta])* struct $type_name:literal $name:ident $(+ $loan:ident)? { $($(#[$field_attr:meta])* $field:ident: $type:ty),* })*
    ) => {
        $(
            #[derive(Clone, Copy, Debug, PartialEq, ros_z_core::RosMessage)]
            #[allow(dead_code, reason = "not every random enum is a field of a type")]
            #[repr($int)]
            pub enum $enum { $($variant = $value),* }

            impl $crate::values::FromJson for $enum {
                fn from_json(value: &serde_json::Value) -> Self {
                    match <$int>::from_json(value) {
                        $($value => Self::$variant,)*
                        other => panic!("{other} is not a variant"),
                    }
                }
            }

            $crate::fill::impl_fill!($enum {});
        )*
        $(
            #[derive(Clone, Debug, PartialEq, ros_z_core::RosMessage, ros_z_core::SizeEstimation)]
            #[ros(type_name = $type_name $(, loan = $loan)?)]
            $(#[$attr])*
            pub struct $name { $($(#[$field_attr])* pub $field: $type),* }

            impl $crate::values::FromJson for $name {
                fn from_json(value: &serde_json::Value) -> Self {
                    let mut _values = value.as_array().expect("the value is a list of fields").iter();
                    let value = Self { $($field: $crate::values::FromJson::take(&mut _values)),* };
                    assert!(_values.next().is_none(), "too many fields");
                    value
                }
            }

            $crate::fill::impl_fill!($name $($loan)? { $($field),* });
        )*

        /// Calls `visitor` with every message type.
        pub fn visit_all(visitor: &mut impl $crate::values::Visitor) {
            $(visitor.visit::<$name>();)*
        }
    };
}

pub(crate) use messages;
