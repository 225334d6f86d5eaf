//! [`DynamicMessage`]: an owned message of any type. `DynamicView` reads one; `coerce` checks the values that
//! fields are set to.

use super::coerce;
use super::decode::decode_message;
use super::path::{PathError, Segment, Segments};
use super::read_error::ReadError;
use super::schema::{FieldSchema, Schema};
use super::set_error::SetError;
use super::value::{List, Value};
use super::value_view::ValueView;
use super::view::DynamicView;
use super::wide::write_wide;
use crate::elements::write_elements;
use crate::error::SerializeError;
use crate::reader::CdrReader;
use crate::traits::{CdrSerialize, SizeEstimation};
use crate::type_description::{BaseType, Collection};
use crate::writer::CdrWriter;
use alloc::vec::Vec;

/// An owned message of any type.
///
/// Every value fits its field, so it is always a valid message. It is serialized like a derived type:
/// [`to_vec`](crate::to_vec), [`to_slice`](crate::to_slice) and every [`CdrWriter`] take it, and its size is exact.
///
/// # Examples
/// ```
/// use ros_z_core::dynamic::{DynamicMessage, Schema};
/// use ros_z_core::{RosMessage, SizeEstimation, to_vec};
///
/// #[derive(RosMessage, SizeEstimation)]
/// #[ros(package = "demo_msgs")]
/// struct Waypoint {
///     position: [f64; 3],
///     #[ros(max_len = 8)]
///     name: String,
/// }
///
/// let mut message = DynamicMessage::new(&Schema::of::<Waypoint>()?);
/// message.set("name", "dock")?;
/// message.set("position[2]", 1)?;
/// let typed = Waypoint { position: [0.0, 0.0, 1.0], name: "dock".into() };
/// assert_eq!(to_vec(&message)?, to_vec(&typed)?);
///
/// let error = message.set("name", "charging dock").unwrap_err();
/// assert_eq!(error.to_string(), "`name` has at most length 8, not 13");
/// let error = message.set("nam", "dock").unwrap_err();
/// assert_eq!(error.to_string(), "demo_msgs/msg/Waypoint has no field `nam`; its fields are: position, name");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DynamicMessage {
    schema: Schema,
    /// One value for each field.
    pub(super) values: Vec<Value>,
}

impl DynamicMessage {
    /// Creates a message with the default values of the type: those in its description, else zeros and empty strings
    /// and sequences.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        Self {
            values: coerce::initial_fields(schema),
            schema: schema.clone(),
        }
    }

    /// Deserializes a message with its header, in either byte order. Ignores bytes after the last member.
    ///
    /// # Errors
    /// [`ReadError`], with the path of the field. Strings must be UTF-8, and wide strings UTF-16.
    pub fn from_slice(schema: &Schema, message: &[u8]) -> Result<Self, ReadError> {
        let mut reader = CdrReader::new(message).map_err(ReadError::Header)?;
        decode_message(schema, schema.index, &mut reader)
    }

    /// A message of these fields, which were checked.
    pub(super) fn from_values(schema: Schema, values: Vec<Value>) -> Self {
        Self { schema, values }
    }

    /// The type of the message.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Returns a view of the message, which reads its fields and displays it.
    #[must_use]
    pub fn view(&self) -> DynamicView<'_> {
        DynamicView::owned(self)
    }

    /// Returns the value at a path, such as `poses[3].position.x`.
    ///
    /// # Errors
    /// [`PathError`] with the segment that is wrong.
    pub fn get(&self, path: &str) -> Result<ValueView<'_>, PathError> {
        self.view().get(path)
    }

    /// Sets the value at a path. An integer is converted to the type of the field if it is in its range, and to the
    /// nearest float. A sequence is set as a whole, its elements one by one.
    ///
    /// # Errors
    /// [`SetError`] with the path; the message is unchanged then.
    pub fn set(&mut self, path: &str, value: impl Into<Value>) -> Result<(), SetError> {
        self.set_value(path, value.into())
    }

    fn set_value(&mut self, path: &str, value: Value) -> Result<(), SetError> {
        let mut segments = Segments::new(path);
        let mut message = self;
        loop {
            let name = match segments.next() {
                Some(segment) => match segment? {
                    (_, Segment::Field(name)) => name,
                    (start, Segment::Index(_)) => return Err(PathError::syntax(path, start).into()),
                },
                None => return Err(PathError::syntax(path, path.len()).into()),
            };
            let Self { schema, values } = message;
            let fields = schema.fields();
            let found = fields.iter().zip(values).find(|(field, _)| field.name() == name);
            let Some((field, slot)) = found else {
                return Err(PathError::unknown_field(name, schema.type_name(), fields).into());
            };
            let within = |error: SetError| error.within(path);
            message = match (segments.next().transpose()?, slot) {
                (None, slot) => {
                    *slot = coerce::value(schema, field, value).map_err(within)?;
                    return Ok(());
                }
                (Some((start, Segment::Index(index))), Value::List(list)) => {
                    if index >= list.len() {
                        return Err(PathError::index_out_of_range(path, start, index, list.len()).into());
                    }
                    match (segments.clone().next().transpose()?, list) {
                        (None, list) => {
                            let value = coerce::element(schema, field, value).map_err(within)?;
                            list.replace(index, value);
                            return Ok(());
                        }
                        (Some((start, Segment::Field(_))), List::Message(messages)) => {
                            match messages.get_mut(index) {
                                Some(message) => {
                                    segments.restart_at(start);
                                    message
                                }
                                None => return Err(PathError::syntax(path, start).into()),
                            }
                        }
                        (Some((start, Segment::Field(_))), _) => {
                            return Err(PathError::not_a_message(path, start, field, true).into());
                        }
                        (Some((start, Segment::Index(_))), _) => {
                            return Err(PathError::not_a_list(path, start, field.element_text()).into());
                        }
                    }
                }
                (Some((start, Segment::Index(_))), _) => {
                    return Err(PathError::not_a_list(path, start, field.element_text()).into());
                }
                (Some((start, Segment::Field(_))), Value::Message(message)) => {
                    segments.restart_at(start);
                    message
                }
                (Some((start, Segment::Field(_))), _) => {
                    return Err(PathError::not_a_message(path, start, field, false).into());
                }
            };
        }
    }
}

impl CdrSerialize for DynamicMessage {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        if self.values.is_empty() {
            return writer.write_bytes(&[0]);
        }
        let fields = self.schema.fields().iter().zip(&self.values);
        for (field, value) in fields {
            write_value(field, value, writer)?;
        }
        Ok(())
    }
}

impl SizeEstimation for DynamicMessage {
    fn estimated_serialized_size(&self) -> usize {
        crate::ENCAPSULATION_LEN.saturating_add(self.measure(0))
    }
}

fn write_value<W: CdrWriter>(
    field: &FieldSchema,
    value: &Value,
    writer: &mut W,
) -> Result<(), SerializeError> {
    match value {
        Value::Bool(value) => value.serialize(writer),
        Value::Int8(value) => value.serialize(writer),
        Value::Uint8(value) => value.serialize(writer),
        Value::Int16(value) => value.serialize(writer),
        Value::Uint16(value) => value.serialize(writer),
        Value::Int32(value) => value.serialize(writer),
        Value::Uint32(value) => value.serialize(writer),
        Value::Int64(value) => value.serialize(writer),
        Value::Uint64(value) => value.serialize(writer),
        Value::Float32(value) => value.serialize(writer),
        Value::Float64(value) => value.serialize(writer),
        Value::String(text) => write_text(field, text, writer),
        Value::Message(message) => message.serialize(writer),
        Value::List(list) => {
            if !matches!(field.collection, Collection::Array(_)) {
                writer.write_length(list.len())?;
            }
            write_list(field, list, writer)
        }
    }
}

fn write_list<W: CdrWriter>(field: &FieldSchema, list: &List, writer: &mut W) -> Result<(), SerializeError> {
    match list {
        List::Bool(elements) => write_elements(elements, writer),
        List::Int8(elements) => write_elements(elements, writer),
        List::Uint8(elements) => write_elements(elements, writer),
        List::Int16(elements) => write_elements(elements, writer),
        List::Uint16(elements) => write_elements(elements, writer),
        List::Int32(elements) => write_elements(elements, writer),
        List::Uint32(elements) => write_elements(elements, writer),
        List::Int64(elements) => write_elements(elements, writer),
        List::Uint64(elements) => write_elements(elements, writer),
        List::Float32(elements) => write_elements(elements, writer),
        List::Float64(elements) => write_elements(elements, writer),
        List::String(texts) => texts.iter().try_for_each(|text| write_text(field, text, writer)),
        List::Message(messages) => messages.iter().try_for_each(|message| message.serialize(writer)),
    }
}

fn write_text<W: CdrWriter>(field: &FieldSchema, text: &str, writer: &mut W) -> Result<(), SerializeError> {
    match field.base {
        BaseType::Wstring => write_wide(text.encode_utf16().map(u32::from), writer),
        _ => text.serialize(writer),
    }
}
