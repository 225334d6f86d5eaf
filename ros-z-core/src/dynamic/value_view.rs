//! [`ValueView`]: a value of a field, read in place.

use super::list_view::ListView;
use super::schema::FieldSchema;
use super::value::Value;
use super::view::DynamicView;
use super::wide::WideStr;
use crate::cdr_str::CdrStr;
use crate::type_description::BaseType;

/// A value of a field, read in place.
///
/// Displayed as YAML, see [`DynamicView`].
#[derive(Clone, Debug)]
#[non_exhaustive]
#[expect(missing_docs, reason = "named as in .msg files")]
pub enum ValueView<'a> {
    Bool(bool),
    Int8(i8),
    /// Also `char`.
    Uint8(u8),
    Byte(u8),
    Int16(i16),
    Uint16(u16),
    Int32(i32),
    Uint32(u32),
    Int64(i64),
    Uint64(u64),
    Float32(f32),
    Float64(f64),
    /// The bytes of a string, which need not be UTF-8.
    String(CdrStr<'a>),
    Wstring(WideStr<'a>),
    Message(DynamicView<'a>),
    /// An array or a sequence.
    List(ListView<'a>),
}

impl<'a> ValueView<'a> {
    /// Returns a `bool`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns an integer of any size, a `char` or a `byte`.
    #[must_use]
    pub fn as_integer(&self) -> Option<i128> {
        Some(match *self {
            Self::Int8(value) => value.into(),
            Self::Uint8(value) | Self::Byte(value) => value.into(),
            Self::Int16(value) => value.into(),
            Self::Uint16(value) => value.into(),
            Self::Int32(value) => value.into(),
            Self::Uint32(value) => value.into(),
            Self::Int64(value) => value.into(),
            Self::Uint64(value) => value.into(),
            _ => return None,
        })
    }

    /// Returns a float, or an integer as the nearest float.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match *self {
            Self::Float32(value) => Some(value.into()),
            Self::Float64(value) => Some(value),
            _ => self.as_integer().map(|value| value as f64),
        }
    }

    /// Returns the text of a `string`, if it is UTF-8. A `wstring` is UTF-16: [`WideStr::to_text`] returns its text.
    #[must_use]
    pub fn as_str(&self) -> Option<&'a str> {
        match self {
            Self::String(text) => text.to_str().ok(),
            _ => None,
        }
    }

    /// Returns a message.
    #[must_use]
    pub fn as_message(&self) -> Option<&DynamicView<'a>> {
        match self {
            Self::Message(message) => Some(message),
            _ => None,
        }
    }

    /// Returns an array or a sequence.
    #[must_use]
    pub fn as_list(&self) -> Option<&ListView<'a>> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// The view of an owned value.
    pub(super) fn owned(field: &'a FieldSchema, value: &'a Value) -> Self {
        match value {
            Value::Bool(value) => Self::Bool(*value),
            Value::Int8(value) => Self::Int8(*value),
            Value::Uint8(value) if field.base == BaseType::Byte => Self::Byte(*value),
            Value::Uint8(value) => Self::Uint8(*value),
            Value::Int16(value) => Self::Int16(*value),
            Value::Uint16(value) => Self::Uint16(*value),
            Value::Int32(value) => Self::Int32(*value),
            Value::Uint32(value) => Self::Uint32(*value),
            Value::Int64(value) => Self::Int64(*value),
            Value::Uint64(value) => Self::Uint64(*value),
            Value::Float32(value) => Self::Float32(*value),
            Value::Float64(value) => Self::Float64(*value),
            Value::String(text) => Self::text(field, text),
            Value::Message(message) => Self::Message(message.view()),
            Value::List(list) => Self::List(ListView::owned(field, list)),
        }
    }

    /// The view of an owned text.
    pub(super) fn text(field: &FieldSchema, text: &'a str) -> Self {
        match field.base {
            BaseType::Wstring => Self::Wstring(WideStr::of(text)),
            _ => Self::String(text.into()),
        }
    }
}
