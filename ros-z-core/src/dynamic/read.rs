//! Reads fields of a message, and skips those before. Skipping checks lengths, bounds and `bool`s; the text of
//! strings is checked when it is read.

use super::list_view::ListView;
use super::read_error::ReadError;
use super::schema::{FieldSchema, MessageType, Schema};
use super::value_view::ValueView;
use super::view::DynamicView;
use super::wide::WideStr;
use crate::cdr_str::CdrStr;
use crate::error::DeserializeError;
use crate::reader::CdrReader;
use crate::type_description::{BaseType, Collection};

/// Skips a message of a type of `schema`'s table.
pub(super) fn skip_message(
    schema: &Schema,
    index: usize,
    reader: &mut CdrReader<'_>,
) -> Result<(), ReadError> {
    let Some(ty) = schema.table.types.get(index) else {
        return Ok(());
    };
    if let Some(sizes) = &ty.sizes
        && !ty.has_bool
    {
        let size = sizes[crate::align::phase(reader.position())];
        reader.read_bytes(size)?;
        return Ok(());
    }
    for field in &ty.fields {
        skip_field(schema, field, reader).map_err(|error| error.within(&field.name))?;
    }
    Ok(())
}

/// Skips a field.
pub(super) fn skip_field(
    schema: &Schema,
    field: &FieldSchema,
    reader: &mut CdrReader<'_>,
) -> Result<(), ReadError> {
    let count = read_count(schema, field, reader)?;
    skip_elements(schema, field, count, reader)
}

/// Reads the number of elements of a field.
pub(super) fn read_count(
    schema: &Schema,
    field: &FieldSchema,
    reader: &mut CdrReader<'_>,
) -> Result<usize, ReadError> {
    let count = match field.collection {
        Collection::Single => return Ok(1),
        Collection::Array(len) => return Ok(len),
        Collection::Bounded(_) | Collection::Unbounded => reader.read_length(least_size(schema, field))?,
    };
    match field.collection {
        Collection::Bounded(bound) if count > bound => Err(bound_exceeded(bound, count)),
        _ => Ok(count),
    }
}

/// Least bytes of an element on the wire; at least 1.
fn least_size(schema: &Schema, field: &FieldSchema) -> usize {
    match (
        super::schema::primitive_size(field.base),
        message_type(schema, field),
    ) {
        (Some(size), _) => size,
        (None, Some(ty)) => ty.least.max(1),
        (None, None) => size_of::<u32>(),
    }
}

fn message_type<'a>(schema: &'a Schema, field: &FieldSchema) -> Option<&'a MessageType> {
    let (index, _) = field.nested.as_ref()?;
    schema.table.types.get(*index)
}

/// Skips `count` elements of a field.
pub(super) fn skip_elements(
    schema: &Schema,
    field: &FieldSchema,
    count: usize,
    reader: &mut CdrReader<'_>,
) -> Result<(), ReadError> {
    let has_bool = message_type(schema, field).is_some_and(|ty| ty.has_bool);
    let start = reader.position();
    if !has_bool && let Some(end) = field.extent(&schema.table.types).advance(start, count) {
        let bytes = reader.read_bytes(end - start)?;
        if field.base == BaseType::Bool {
            check_bools(start, bytes)?;
        }
        return Ok(());
    }
    for index in 0..count {
        let skipped = match (field.base, &field.nested) {
            (BaseType::String, _) => match reader.read_string_bytes() {
                Ok(text) => check_bound(field, text.len()),
                Err(error) => Err(error.into()),
            },
            (BaseType::Wstring, _) => match WideStr::read(reader) {
                Ok(text) => check_bound(field, text.len()),
                Err(error) => Err(error.into()),
            },
            (_, Some((nested, _))) => skip_message(schema, *nested, reader),
            (_, None) => Ok(()),
        };
        if let Err(error) = skipped {
            return Err(if field.is_single() {
                error
            } else {
                error.within_index(index)
            });
        }
    }
    Ok(())
}

/// Checks the length of a string.
pub(super) fn check_bound(field: &FieldSchema, length: usize) -> Result<(), ReadError> {
    match field.string_bound {
        Some(bound) if length > bound => Err(bound_exceeded(bound, length)),
        _ => Ok(()),
    }
}

fn bound_exceeded(bound: usize, length: usize) -> ReadError {
    ReadError::BoundExceeded {
        path: alloc::string::String::new(),
        bound,
        length,
    }
}

fn check_bools(start: usize, bytes: &[u8]) -> Result<(), DeserializeError> {
    // Without an early exit the compiler vectorizes the loop.
    if bytes.iter().fold(0, |all, byte| all | byte) > 1
        && let Some(index) = bytes.iter().position(|&byte| byte > 1)
    {
        return Err(DeserializeError::InvalidBool {
            value: bytes[index],
            position: start + index,
        });
    }
    Ok(())
}

/// Reads a field that was skipped before, and so is valid. The reader stays in the field if it is a message or a
/// list.
pub(super) fn read_field<'a>(
    schema: &'a Schema,
    field: &'a FieldSchema,
    reader: &mut CdrReader<'a>,
) -> Result<ValueView<'a>, ReadError> {
    if field.is_single() {
        return Ok(read_element(schema, field, reader)?);
    }
    let count = read_count(schema, field, reader)?;
    Ok(ValueView::List(ListView::wire(
        schema,
        field,
        reader.clone(),
        count,
    )))
}

/// Reads one element of a field.
pub(super) fn read_element<'a>(
    schema: &'a Schema,
    field: &'a FieldSchema,
    reader: &mut CdrReader<'a>,
) -> Result<ValueView<'a>, DeserializeError> {
    Ok(match field.base {
        BaseType::Bool => ValueView::Bool(reader.read_u8()? != 0),
        BaseType::Int8 => ValueView::Int8(reader.read_i8()?),
        BaseType::Uint8 | BaseType::Char => ValueView::Uint8(reader.read_u8()?),
        BaseType::Byte => ValueView::Byte(reader.read_u8()?),
        BaseType::Int16 => ValueView::Int16(reader.read_i16()?),
        BaseType::Uint16 => ValueView::Uint16(reader.read_u16()?),
        BaseType::Int32 => ValueView::Int32(reader.read_i32()?),
        BaseType::Uint32 => ValueView::Uint32(reader.read_u32()?),
        BaseType::Int64 => ValueView::Int64(reader.read_i64()?),
        BaseType::Uint64 => ValueView::Uint64(reader.read_u64()?),
        BaseType::Float32 => ValueView::Float32(reader.read_f32()?),
        BaseType::Float64 => ValueView::Float64(reader.read_f64()?),
        BaseType::String => ValueView::String(CdrStr::new(reader.read_string_bytes()?)),
        BaseType::Wstring => ValueView::Wstring(WideStr::read(reader)?),
        BaseType::Nested => {
            let index = field.nested.as_ref().map_or(0, |(index, _)| *index);
            ValueView::Message(DynamicView::wire(schema, index, reader.clone()))
        }
    })
}
