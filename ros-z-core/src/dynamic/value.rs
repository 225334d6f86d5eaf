//! Owned values of fields: the contents of a `DynamicMessage`, and the values that its fields are set to. `coerce`
//! checks whether a value fits a field.

use super::message::DynamicMessage;
use crate::default_value::DefaultValue;
use crate::type_description::BaseType;
use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// A value for a field.
///
/// Created with `into()` from Rust values: numbers, `bool`, strings, messages, and vectors, slices and arrays of these.
/// When a field is set, an integer is converted to the integer type of the field if the type contains it, and to the
/// nearest float. A `float64` is converted to the nearest `float32`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "named as in .msg files")]
pub enum Value {
    Bool(bool),
    Int8(i8),
    /// Also `char` and `byte`.
    Uint8(u8),
    Int16(i16),
    Uint16(u16),
    Int32(i32),
    Uint32(u32),
    Int64(i64),
    Uint64(u64),
    Float32(f32),
    Float64(f64),
    /// Also `wstring`.
    String(String),
    Message(DynamicMessage),
    /// An array or a sequence.
    List(List),
}

/// The elements of an array or a sequence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "named as in .msg files")]
pub enum List {
    Bool(Vec<bool>),
    Int8(Vec<i8>),
    /// Also `char` and `byte`.
    Uint8(Vec<u8>),
    Int16(Vec<i16>),
    Uint16(Vec<u16>),
    Int32(Vec<i32>),
    Uint32(Vec<u32>),
    Int64(Vec<i64>),
    Uint64(Vec<u64>),
    Float32(Vec<f32>),
    Float64(Vec<f64>),
    /// Also `wstring`.
    String(Vec<String>),
    Message(Vec<DynamicMessage>),
}

/// Memory of a text and of a value, in bytes.
pub(super) const TEXT_MEMORY: usize = size_of::<String>();
pub(super) const LIST_MEMORY: usize = size_of::<Value>();

/// Evaluates an expression with the vector of a list, whatever its type.
macro_rules! with_elements {
    ($list:expr, $elements:ident => $result:expr) => {
        match $list {
            $crate::dynamic::List::Bool($elements) => $result,
            $crate::dynamic::List::Int8($elements) => $result,
            $crate::dynamic::List::Uint8($elements) => $result,
            $crate::dynamic::List::Int16($elements) => $result,
            $crate::dynamic::List::Uint16($elements) => $result,
            $crate::dynamic::List::Int32($elements) => $result,
            $crate::dynamic::List::Uint32($elements) => $result,
            $crate::dynamic::List::Int64($elements) => $result,
            $crate::dynamic::List::Uint64($elements) => $result,
            $crate::dynamic::List::Float32($elements) => $result,
            $crate::dynamic::List::Float64($elements) => $result,
            $crate::dynamic::List::String($elements) => $result,
            $crate::dynamic::List::Message($elements) => $result,
        }
    };
}
pub(super) use with_elements;

impl List {
    /// Number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        with_elements!(self, elements => elements.len())
    }

    /// Returns whether there are no elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An empty list of elements of this type, with room for some.
    pub(super) fn with_capacity(base: BaseType, capacity: usize) -> Self {
        match base {
            BaseType::Nested => Self::Message(Vec::with_capacity(capacity)),
            BaseType::Int8 => Self::Int8(Vec::with_capacity(capacity)),
            BaseType::Uint8 | BaseType::Char | BaseType::Byte => Self::Uint8(Vec::with_capacity(capacity)),
            BaseType::Int16 => Self::Int16(Vec::with_capacity(capacity)),
            BaseType::Uint16 => Self::Uint16(Vec::with_capacity(capacity)),
            BaseType::Int32 => Self::Int32(Vec::with_capacity(capacity)),
            BaseType::Uint32 => Self::Uint32(Vec::with_capacity(capacity)),
            BaseType::Int64 => Self::Int64(Vec::with_capacity(capacity)),
            BaseType::Uint64 => Self::Uint64(Vec::with_capacity(capacity)),
            BaseType::Float32 => Self::Float32(Vec::with_capacity(capacity)),
            BaseType::Float64 => Self::Float64(Vec::with_capacity(capacity)),
            BaseType::Bool => Self::Bool(Vec::with_capacity(capacity)),
            BaseType::String | BaseType::Wstring => Self::String(Vec::with_capacity(capacity)),
        }
    }
}

impl Value {
    /// Returns the value as a default value in a `.msg` file, which a message is not.
    pub(super) fn to_default_value(&self) -> Option<DefaultValue> {
        Some(match self {
            Self::Bool(value) => DefaultValue::Bool(*value),
            Self::Int8(value) => DefaultValue::Integer((*value).into()),
            Self::Uint8(value) => DefaultValue::Integer((*value).into()),
            Self::Int16(value) => DefaultValue::Integer((*value).into()),
            Self::Uint16(value) => DefaultValue::Integer((*value).into()),
            Self::Int32(value) => DefaultValue::Integer((*value).into()),
            Self::Uint32(value) => DefaultValue::Integer((*value).into()),
            Self::Int64(value) => DefaultValue::Integer((*value).into()),
            Self::Uint64(value) => DefaultValue::Integer((*value).into()),
            Self::Float32(value) => DefaultValue::Float32(*value),
            Self::Float64(value) => DefaultValue::Float64(*value),
            Self::String(text) => DefaultValue::Text(text.clone()),
            Self::Message(_) => return None,
            Self::List(list) => {
                let values: Option<Vec<DefaultValue>> = with_elements!(list, elements => elements
                    .iter()
                    .cloned()
                    .map(|element| Self::from(element).to_default_value())
                    .collect());
                DefaultValue::List(values?)
            }
        })
    }
}

macro_rules! conversions {
    ($($variant:ident $element:ty),* $(,)?) => {$(
        impl From<$element> for Value {
            fn from(value: $element) -> Self {
                Self::$variant(value)
            }
        }

        impl From<Vec<$element>> for Value {
            fn from(elements: Vec<$element>) -> Self {
                Self::List(List::$variant(elements))
            }
        }

        impl From<&[$element]> for Value {
            fn from(elements: &[$element]) -> Self {
                elements.to_vec().into()
            }
        }

        impl<const N: usize> From<[$element; N]> for Value {
            fn from(elements: [$element; N]) -> Self {
                Vec::from(elements).into()
            }
        }
    )*};
}

conversions!(
    Bool bool, Int8 i8, Uint8 u8, Int16 i16, Uint16 u16, Int32 i32, Uint32 u32, Int64 i64, Uint64 u64,
    Float32 f32, Float64 f64, String String, Message DynamicMessage,
);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<Vec<&str>> for Value {
    fn from(texts: Vec<&str>) -> Self {
        texts.as_slice().into()
    }
}

impl From<&[&str]> for Value {
    fn from(texts: &[&str]) -> Self {
        let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
        texts.into()
    }
}

impl<const N: usize> From<[&str; N]> for Value {
    fn from(texts: [&str; N]) -> Self {
        texts.as_slice().into()
    }
}

impl From<List> for Value {
    fn from(list: List) -> Self {
        Self::List(list)
    }
}
