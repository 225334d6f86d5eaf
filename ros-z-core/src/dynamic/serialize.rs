//! `serde::Serialize` of dynamic values: a message is a map of its fields, an array or a sequence is a list, also of
//! bytes.

use super::list_view::ListView;
use super::message::DynamicMessage;
use super::value_view::ValueView;
use super::view::DynamicView;
use serde::{Serialize, Serializer};

impl Serialize for DynamicView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.fields().map(|(field, value)| (field.name(), value)))
    }
}

impl Serialize for DynamicMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl Serialize for ListView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

/// Invalid UTF-8 and UTF-16 become U+FFFD. How NaN and infinity are written is up to the format; JSON has `null`.
impl Serialize for ValueView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int8(value) => serializer.serialize_i8(*value),
            Self::Uint8(value) | Self::Byte(value) => serializer.serialize_u8(*value),
            Self::Int16(value) => serializer.serialize_i16(*value),
            Self::Uint16(value) => serializer.serialize_u16(*value),
            Self::Int32(value) => serializer.serialize_i32(*value),
            Self::Uint32(value) => serializer.serialize_u32(*value),
            Self::Int64(value) => serializer.serialize_i64(*value),
            Self::Uint64(value) => serializer.serialize_u64(*value),
            Self::Float32(value) => serializer.serialize_f32(*value),
            Self::Float64(value) => serializer.serialize_f64(*value),
            Self::String(text) => serializer.serialize_str(&text.to_string_lossy()),
            Self::Wstring(text) => serializer.collect_str(text),
            Self::Message(message) => message.serialize(serializer),
            Self::List(list) => list.serialize(serializer),
        }
    }
}
