//! Copies a message from its bytes. `read` reads it in place.

use super::message::DynamicMessage;
use super::read::{check_bound, read_count};
use super::read_error::ReadError;
use super::schema::{FieldSchema, Schema, primitive_size};
use super::value::{List, Value};
use super::wide::WideStr;
use crate::elements::read_sequence;
use crate::reader::CdrReader;
use crate::traits::CdrDeserialize;
use crate::type_description::BaseType;
use alloc::{string::String, vec::Vec};

/// Reads a message of the type `index` in `schema`'s table.
pub(super) fn decode_message(
    schema: &Schema,
    index: usize,
    reader: &mut CdrReader<'_>,
) -> Result<DynamicMessage, ReadError> {
    let schema = schema.at(index);
    let fields = schema.fields();
    if fields.is_empty() {
        reader.read_u8()?;
    }
    let mut values = Vec::with_capacity(fields.len());
    for field in fields {
        values.push(decode_field(&schema, field, reader).map_err(|error| error.within(field.name()))?);
    }
    Ok(DynamicMessage::from_values(schema, values))
}

fn decode_field(
    schema: &Schema,
    field: &FieldSchema,
    reader: &mut CdrReader<'_>,
) -> Result<Value, ReadError> {
    if field.is_single() {
        return Ok(match field.base {
            BaseType::Bool => Value::Bool(bool::deserialize(reader)?),
            BaseType::Int8 => Value::Int8(reader.read_i8()?),
            BaseType::Uint8 | BaseType::Char | BaseType::Byte => Value::Uint8(reader.read_u8()?),
            BaseType::Int16 => Value::Int16(reader.read_i16()?),
            BaseType::Uint16 => Value::Uint16(reader.read_u16()?),
            BaseType::Int32 => Value::Int32(reader.read_i32()?),
            BaseType::Uint32 => Value::Uint32(reader.read_u32()?),
            BaseType::Int64 => Value::Int64(reader.read_i64()?),
            BaseType::Uint64 => Value::Uint64(reader.read_u64()?),
            BaseType::Float32 => Value::Float32(reader.read_f32()?),
            BaseType::Float64 => Value::Float64(reader.read_f64()?),
            BaseType::String | BaseType::Wstring => Value::String(decode_text(field, reader)?),
            BaseType::Nested => Value::Message(decode_nested(schema, field, reader)?),
        });
    }
    let count = read_count(schema, field, reader)?;
    if let Some(end) = primitive_size(field.base).and(
        field
            .extent(&schema.table.types)
            .advance(reader.position(), count),
    ) {
        // The length of an array is that of the description, and was not compared with the remaining bytes.
        reader.clone().read_bytes(end - reader.position())?;
    }
    let list = match field.base {
        BaseType::Bool => List::Bool(read_sequence(reader, count)?),
        BaseType::Int8 => List::Int8(read_sequence(reader, count)?),
        BaseType::Uint8 | BaseType::Char | BaseType::Byte => List::Uint8(read_sequence(reader, count)?),
        BaseType::Int16 => List::Int16(read_sequence(reader, count)?),
        BaseType::Uint16 => List::Uint16(read_sequence(reader, count)?),
        BaseType::Int32 => List::Int32(read_sequence(reader, count)?),
        BaseType::Uint32 => List::Uint32(read_sequence(reader, count)?),
        BaseType::Int64 => List::Int64(read_sequence(reader, count)?),
        BaseType::Uint64 => List::Uint64(read_sequence(reader, count)?),
        BaseType::Float32 => List::Float32(read_sequence(reader, count)?),
        BaseType::Float64 => List::Float64(read_sequence(reader, count)?),
        BaseType::String | BaseType::Wstring => List::String(each(count, || decode_text(field, reader))?),
        BaseType::Nested => List::Message(each(count, || decode_nested(schema, field, reader))?),
    };
    Ok(Value::List(list))
}

/// Reads elements one by one. Reserves nothing: they can be larger in memory than on the wire.
fn each<T>(count: usize, mut read: impl FnMut() -> Result<T, ReadError>) -> Result<Vec<T>, ReadError> {
    let mut elements = Vec::new();
    for index in 0..count {
        elements.push(read().map_err(|error| error.within_index(index))?);
    }
    Ok(elements)
}

fn decode_nested(
    schema: &Schema,
    field: &FieldSchema,
    reader: &mut CdrReader<'_>,
) -> Result<DynamicMessage, ReadError> {
    let index = field.nested.as_ref().map_or(0, |(index, _)| *index);
    decode_message(schema, index, reader)
}

fn decode_text(field: &FieldSchema, reader: &mut CdrReader<'_>) -> Result<String, ReadError> {
    let (text, length) = if field.base == BaseType::Wstring {
        let wide = WideStr::read(reader)?;
        (wide.to_text()?, wide.len())
    } else {
        let text = reader.read_str()?;
        (String::from(text), text.len())
    };
    check_bound(field, length)?;
    Ok(text)
}
