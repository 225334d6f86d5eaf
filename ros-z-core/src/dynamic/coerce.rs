//! Checks whether a value fits a field, and converts it to the type of the field.

use super::schema::{FieldSchema, Schema};
use super::set_error::SetError;
use super::value::{List, Value, with_elements};
use crate::default_value::DefaultValue;
use crate::field_default::wide_len;
use crate::type_description::{BaseType, Collection};
use alloc::{format, string::String, vec::Vec};

/// A number, a `bool` or a text, before its conversion to the type of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar {
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(String),
}

/// Converts a value for a field of `schema`, or of another type in its table. Errors have an empty path.
pub(super) fn value(schema: &Schema, field: &FieldSchema, value: Value) -> Result<Value, SetError> {
    match field.collection {
        Collection::Single => element(schema, field, value),
        _ => match value {
            Value::List(elements) => list(schema, field, elements).map(Value::List),
            single => Err(wrong_type(format!("{field}"), kind(&single))),
        },
    }
}

/// Converts a value for one element of a field.
pub(super) fn element(schema: &Schema, field: &FieldSchema, value: Value) -> Result<Value, SetError> {
    match (field.base, value) {
        (BaseType::Nested, Value::Message(message)) => {
            let expected = field.nested.as_ref().map(|(index, _)| schema.at(*index));
            if expected.as_ref() == Some(message.schema()) {
                return Ok(Value::Message(message));
            }
            Err(SetError::WrongMessage {
                path: String::new(),
                expected: field.element_text(),
                found: message.schema().type_name().into(),
            })
        }
        // A NaN keeps all its bits, which a conversion by way of `f64` would change.
        (BaseType::Float32, value @ Value::Float32(_)) | (BaseType::Float64, value @ Value::Float64(_)) => {
            Ok(value)
        }
        (_, value) => {
            let kind = kind(&value);
            match Scalar::try_from(value) {
                Ok(value) if field.base != BaseType::Nested => scalar(field, value),
                _ => Err(wrong_type(field.element_text(), kind)),
            }
        }
    }
}

fn list(schema: &Schema, field: &FieldSchema, elements: List) -> Result<List, SetError> {
    check_length(field, elements.len())?;
    let mut converted = List::with_capacity(field.base, 0);
    let needs_no_check = !matches!(
        field.base,
        BaseType::Nested | BaseType::String | BaseType::Wstring
    );
    if needs_no_check && core::mem::discriminant(&converted) == core::mem::discriminant(&elements) {
        return Ok(elements);
    }
    with_elements!(elements, elements => {
        for (index, item) in elements.into_iter().enumerate() {
            let item = element(schema, field, item.into()).map_err(|error| error.within_index(index))?;
            converted.push(item);
        }
    });
    Ok(converted)
}

/// Checks the number of elements of an array or sequence.
pub(super) fn check_length(field: &FieldSchema, length: usize) -> Result<(), SetError> {
    match field.collection {
        Collection::Array(expected) if length != expected => Err(SetError::WrongLength {
            path: String::new(),
            length: expected,
            found: length,
        }),
        Collection::Bounded(bound) if length > bound => Err(SetError::BoundExceeded {
            path: String::new(),
            bound,
            length,
        }),
        _ => Ok(()),
    }
}

/// Converts a default value.
pub(super) fn default_value(field: &FieldSchema, value: DefaultValue) -> Result<Value, SetError> {
    match (field.collection, value) {
        (Collection::Single, value) => scalar(field, single_default(field, value)?),
        (_, DefaultValue::List(values)) => {
            check_length(field, values.len())?;
            let mut list = List::with_capacity(field.base, 0);
            for value in values {
                list.push(scalar(field, single_default(field, value)?)?);
            }
            Ok(Value::List(list))
        }
        _ => Err(wrong_type(format!("{field}"), "a single value")),
    }
}

fn single_default(field: &FieldSchema, value: DefaultValue) -> Result<Scalar, SetError> {
    Ok(match value {
        DefaultValue::Bool(value) => Scalar::Bool(value),
        // rosidl writes the default of a `bool` as 0 or 1 if the `.msg` file does.
        DefaultValue::Integer(value @ 0..=1) if field.base == BaseType::Bool => Scalar::Bool(value == 1),
        DefaultValue::Integer(value) => Scalar::Integer(value),
        DefaultValue::Float32(value) => Scalar::Float(value.into()),
        DefaultValue::Float64(value) => Scalar::Float(value),
        DefaultValue::Text(text) => Scalar::Text(text),
        DefaultValue::List(_) => return Err(wrong_type(field.element_text(), "a list")),
    })
}

/// Converts a scalar for one element of a field.
pub(super) fn scalar(field: &FieldSchema, value: Scalar) -> Result<Value, SetError> {
    macro_rules! integer {
        ($variant:ident, $value:expr) => {
            match $value.try_into() {
                Ok(value) => Ok(Value::$variant(value)),
                Err(_) => Err(out_of_range(field, format!("{}", $value))),
            }
        };
    }
    match (field.base, value) {
        (BaseType::Bool, Scalar::Bool(value)) => Ok(Value::Bool(value)),
        (BaseType::Int8, Scalar::Integer(value)) => integer!(Int8, value),
        (BaseType::Uint8 | BaseType::Char | BaseType::Byte, Scalar::Integer(value)) => integer!(Uint8, value),
        (BaseType::Int16, Scalar::Integer(value)) => integer!(Int16, value),
        (BaseType::Uint16, Scalar::Integer(value)) => integer!(Uint16, value),
        (BaseType::Int32, Scalar::Integer(value)) => integer!(Int32, value),
        (BaseType::Uint32, Scalar::Integer(value)) => integer!(Uint32, value),
        (BaseType::Int64, Scalar::Integer(value)) => integer!(Int64, value),
        (BaseType::Uint64, Scalar::Integer(value)) => integer!(Uint64, value),
        (BaseType::Float32, Scalar::Integer(value)) => Ok(Value::Float32(value as f32)),
        (BaseType::Float64, Scalar::Integer(value)) => Ok(Value::Float64(value as f64)),
        (BaseType::Float32, Scalar::Float(value)) => {
            let rounded = value as f32;
            if rounded.is_infinite() && value.is_finite() {
                return Err(out_of_range(field, format!("{value:?}")));
            }
            Ok(Value::Float32(rounded))
        }
        (BaseType::Float64, Scalar::Float(value)) => Ok(Value::Float64(value)),
        (BaseType::String, Scalar::Text(text)) => checked_text(field, text, str::len),
        (BaseType::Wstring, Scalar::Text(text)) => checked_text(field, text, wide_len),
        (_, value) => Err(wrong_type(field.element_text(), value.kind())),
    }
}

fn checked_text(field: &FieldSchema, text: String, length: fn(&str) -> usize) -> Result<Value, SetError> {
    if let Some(bound) = field.string_bound
        && length(&text) > bound
    {
        return Err(SetError::BoundExceeded {
            path: String::new(),
            bound,
            length: length(&text),
        });
    }
    match text.bytes().position(|byte| byte == 0) {
        // A NUL is a unit like others in a wide string.
        Some(index) if field.base == BaseType::String => Err(SetError::InteriorNul {
            path: String::new(),
            index,
        }),
        _ => Ok(Value::String(text)),
    }
}

fn out_of_range(field: &FieldSchema, value: String) -> SetError {
    SetError::OutOfRange {
        path: String::new(),
        expected: field.element_text(),
        value,
    }
}

pub(super) fn wrong_type(expected: String, found: &'static str) -> SetError {
    SetError::WrongType {
        path: String::new(),
        expected,
        found,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Message(_) => "a message",
        Value::List(_) => "a list",
        Value::Bool(_) => "a bool",
        Value::String(_) => "a string",
        Value::Float32(_) | Value::Float64(_) => "a float",
        _ => "an integer",
    }
}

impl Scalar {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Bool(_) => "a bool",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Text(_) => "a string",
        }
    }
}

impl TryFrom<Value> for Scalar {
    type Error = ();

    fn try_from(value: Value) -> Result<Self, ()> {
        Ok(match value {
            Value::Bool(value) => Self::Bool(value),
            Value::Int8(value) => Self::Integer(value.into()),
            Value::Uint8(value) => Self::Integer(value.into()),
            Value::Int16(value) => Self::Integer(value.into()),
            Value::Uint16(value) => Self::Integer(value.into()),
            Value::Int32(value) => Self::Integer(value.into()),
            Value::Uint32(value) => Self::Integer(value.into()),
            Value::Int64(value) => Self::Integer(value.into()),
            Value::Uint64(value) => Self::Integer(value.into()),
            Value::Float32(value) => Self::Float(value.into()),
            Value::Float64(value) => Self::Float(value),
            Value::String(text) => Self::Text(text),
            Value::Message(_) | Value::List(_) => return Err(()),
        })
    }
}

macro_rules! element_access {
    ($($variant:ident),* $(,)?) => {
        impl List {
            /// Adds an element, if it is of the list's type.
            pub(super) fn push(&mut self, value: Value) {
                match (self, value) {
                    $((Self::$variant(elements), Value::$variant(value)) => elements.push(value),)*
                    _ => {}
                }
            }

            /// Replaces an element, if it is of the list's type.
            pub(super) fn replace(&mut self, index: usize, value: Value) {
                match (self, value) {
                    $((Self::$variant(elements), Value::$variant(value)) => {
                        if let Some(element) = elements.get_mut(index) {
                            *element = value;
                        }
                    })*
                    _ => {}
                }
            }
        }
    };
}

element_access!(
    Bool, Int8, Uint8, Int16, Uint16, Int32, Uint32, Int64, Uint64, Float32, Float64, String, Message
);

/// The value of a field that was not set: its default in ROS, else zeros.
pub(super) fn initial(schema: &Schema, field: &FieldSchema) -> Value {
    if let Some(default) = &field.default {
        return default.clone();
    }
    match field.collection {
        Collection::Single => initial_element(schema, field),
        Collection::Array(len) => {
            let mut list = List::with_capacity(field.base, len);
            let zero = initial_element(schema, field);
            macro_rules! fill {
                ($($variant:ident),*) => {
                    match (&mut list, zero) {
                        $((List::$variant(elements), Value::$variant(zero)) => elements.resize(len, zero),)*
                        _ => {}
                    }
                };
            }
            fill!(
                Bool, Int8, Uint8, Int16, Uint16, Int32, Uint32, Int64, Uint64, Float32, Float64, String,
                Message
            );
            Value::List(list)
        }
        Collection::Bounded(_) | Collection::Unbounded => Value::List(List::with_capacity(field.base, 0)),
    }
}

fn initial_element(schema: &Schema, field: &FieldSchema) -> Value {
    match field.base {
        BaseType::Nested => {
            let index = field.nested.as_ref().map_or(0, |(index, _)| *index);
            Value::Message(super::message::DynamicMessage::new(&schema.at(index)))
        }
        BaseType::Int8 => Value::Int8(0),
        BaseType::Uint8 | BaseType::Char | BaseType::Byte => Value::Uint8(0),
        BaseType::Int16 => Value::Int16(0),
        BaseType::Uint16 => Value::Uint16(0),
        BaseType::Int32 => Value::Int32(0),
        BaseType::Uint32 => Value::Uint32(0),
        BaseType::Int64 => Value::Int64(0),
        BaseType::Uint64 => Value::Uint64(0),
        BaseType::Float32 => Value::Float32(0.0),
        BaseType::Float64 => Value::Float64(0.0),
        BaseType::Bool => Value::Bool(false),
        BaseType::String | BaseType::Wstring => Value::String(String::new()),
    }
}

/// The fields of a new message.
pub(super) fn initial_fields(schema: &Schema) -> Vec<Value> {
    schema
        .fields()
        .iter()
        .map(|field| initial(schema, field))
        .collect()
}
