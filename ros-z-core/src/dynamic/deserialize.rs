//! Messages from any format of serde, such as JSON and YAML: a map of fields. The other fields have their default values.

use super::coerce::{self, Scalar, check_length, wrong_type};
use super::message::DynamicMessage;
use super::path::PathError;
use super::schema::{FieldSchema, Schema};
use super::set_error::SetError;
use super::value::{List, Value};
use crate::type_description::{BaseType, Collection};
use alloc::{format, string::String, vec::Vec};
use core::fmt;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

impl DynamicMessage {
    /// Deserializes a message from a map of its fields. A field that is not in the map has its default value. A field
    /// that the type does not have is an error. Values are checked as by [`set`](Self::set).
    ///
    /// A `byte` can also be a string of one character, as YAML displays it, and a float can be `null`, which is NaN.
    ///
    /// # Errors
    /// The errors of the deserializer. They contain the text of a [`SetError`].
    ///
    /// # Examples
    /// ```
    /// use ros_z_core::dynamic::{DynamicMessage, Schema};
    /// use ros_z_core::{RosMessage, SizeEstimation};
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// #[ros(package = "demo_msgs")]
    /// struct Point {
    ///     x: f64,
    ///     y: f64,
    /// }
    ///
    /// let schema = Schema::of::<Point>()?;
    /// let json: serde_json::Value = serde_json::from_str(r#"{"y": 2}"#)?;
    /// let point = DynamicMessage::deserialize(&schema, &json)?;
    /// assert_eq!(serde_json::to_string(&point)?, r#"{"x":0.0,"y":2.0}"#);
    ///
    /// let json: serde_json::Value = serde_json::from_str(r#"{"z": 2}"#)?;
    /// let error = DynamicMessage::deserialize(&schema, &json).unwrap_err();
    /// assert_eq!(error.to_string(), "demo_msgs/msg/Point has no field `z`; its fields are: x, y");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deserialize<'de, D: Deserializer<'de>>(
        schema: &Schema,
        deserializer: D,
    ) -> Result<Self, D::Error> {
        MessageSeed { schema, path: None }.deserialize(deserializer)
    }
}

/// The last part of a path, with a reference to the part before it.
#[derive(Clone, Copy)]
struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    name: &'p str,
    index: Option<usize>,
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(f, "{parent}.")?;
        }
        f.write_str(self.name)?;
        match self.index {
            Some(index) => write!(f, "[{index}]"),
            None => Ok(()),
        }
    }
}

/// An error of a value, with the path of the value.
fn at<E: Error>(path: &Path<'_>, error: SetError) -> E {
    E::custom(error.within(&format!("{path}")))
}

struct MessageSeed<'s> {
    schema: &'s Schema,
    /// Path of the message; `None` for the whole.
    path: Option<&'s Path<'s>>,
}

impl<'de> DeserializeSeed<'de> for MessageSeed<'_> {
    type Value = DynamicMessage;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<DynamicMessage, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for MessageSeed<'_> {
    type Value = DynamicMessage;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = self.path {
            write!(f, "`{path}` as ")?;
        }
        write!(f, "a map of the fields of {}", self.schema.type_name())
    }

    /// An empty YAML document.
    fn visit_unit<E: Error>(self) -> Result<DynamicMessage, E> {
        Ok(DynamicMessage::new(self.schema))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<DynamicMessage, A::Error> {
        let fields = self.schema.fields();
        let mut values: Vec<Option<Value>> = Vec::new();
        values.resize_with(fields.len(), || None);
        while let Some(name) = map.next_key::<String>()? {
            let found = fields
                .iter()
                .zip(&mut values)
                .find(|(field, _)| field.name() == name);
            let Some((field, slot)) = found else {
                let error = PathError::unknown_field(&name, self.schema.type_name(), fields);
                return Err(A::Error::custom(error));
            };
            if slot.is_some() {
                return Err(A::Error::custom(format!("the field `{name}` occurs twice")));
            }
            let seed = FieldSeed {
                schema: self.schema,
                field,
                path: Path {
                    parent: self.path,
                    name: field.name(),
                    index: None,
                },
            };
            *slot = Some(map.next_value_seed(seed)?);
        }
        let values = fields.iter().zip(values);
        let values =
            values.map(|(field, value)| value.unwrap_or_else(|| coerce::initial(self.schema, field)));
        Ok(DynamicMessage::from_values(self.schema.clone(), values.collect()))
    }
}

/// Reads the value of a field, or one element of its list.
struct FieldSeed<'s> {
    schema: &'s Schema,
    field: &'s FieldSchema,
    path: Path<'s>,
}

impl FieldSeed<'_> {
    fn is_list(&self) -> bool {
        !self.field.is_single() && self.path.index.is_none()
    }

    fn scalar<E: Error>(self, value: Scalar) -> Result<Value, E> {
        let value = if self.is_list() {
            Err(wrong_type(format!("{}", self.field), value.kind()))
        } else {
            coerce::scalar(self.field, value)
        };
        value.map_err(|error| at(&self.path, error))
    }
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        match (&self.field.nested, self.is_list()) {
            (Some((index, _)), false) => {
                let seed = MessageSeed {
                    schema: &self.schema.at(*index),
                    path: Some(&self.path),
                };
                seed.deserialize(deserializer).map(Value::Message)
            }
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for FieldSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_list() {
            true => write!(f, "`{}` as {}", self.path, self.field),
            false => write!(f, "`{}` as {}", self.path, self.field.element_text()),
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.scalar(Scalar::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.scalar(Scalar::Integer(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.scalar(Scalar::Integer(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.scalar(Scalar::Integer(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.scalar(Scalar::Integer(value.try_into().unwrap_or(i128::MAX)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.scalar(Scalar::Float(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        let mut characters = text.chars();
        match (self.field.base, characters.next(), characters.next()) {
            (BaseType::Byte, Some(only), None) if only <= '\u{ff}' => {
                self.scalar(Scalar::Integer(u32::from(only).into()))
            }
            _ => self.scalar(Scalar::Text(text.into())),
        }
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Value, E> {
        let is_bytes = matches!(self.field.base, BaseType::Uint8 | BaseType::Char | BaseType::Byte);
        if !(is_bytes && self.is_list()) {
            return Err(at(&self.path, wrong_type(format!("{}", self.field), "bytes")));
        }
        check_length(self.field, bytes.len()).map_err(|error| at(&self.path, error))?;
        Ok(Value::List(List::Uint8(bytes.to_vec())))
    }

    /// `null`: JSON has no NaN. YAML has it for an omitted value.
    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        match self.field.base {
            BaseType::Float32 | BaseType::Float64 if !self.is_list() => self.scalar(Scalar::Float(f64::NAN)),
            _ => Err(at(&self.path, wrong_type(format!("{}", self.field), "null"))),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        if !self.is_list() {
            return Err(at(&self.path, wrong_type(self.field.element_text(), "a list")));
        }
        let most = match self.field.collection {
            Collection::Array(length) | Collection::Bounded(length) => length,
            Collection::Single | Collection::Unbounded => usize::MAX,
        };
        let mut list = List::with_capacity(self.field.base, 0);
        let mut length = 0;
        loop {
            let seed = FieldSeed {
                path: Path {
                    index: Some(length),
                    ..self.path
                },
                ..self
            };
            let Some(element) = elements.next_element_seed(seed)? else {
                break;
            };
            length += 1;
            if length > most {
                break;
            }
            list.push(element);
        }
        check_length(self.field, length).map_err(|error| at(&self.path, error))?;
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        let expected = match self.is_list() {
            true => format!("{}", self.field),
            false => self.field.element_text(),
        };
        Err(at(&self.path, wrong_type(expected, "a map")))
    }
}
