//! [`DynamicView`]: a message of any type, read in place. The values of its fields are in `value_view` and
//! `list_view`; `yaml` displays it.

use super::decode::decode_message;
use super::list_view::ListView;
use super::message::DynamicMessage;
use super::path::{PathError, Segment, Segments};
use super::read::{read_field, skip_field, skip_message};
use super::read_error::ReadError;
use super::schema::{FieldSchema, Schema};
use super::value_view::ValueView;
use crate::error::SerializeError;
use crate::reader::CdrReader;
use crate::traits::{CdrSerialize, SizeEstimation};
use crate::type_description::Collection;
use crate::writer::CdrWriter;

/// A message of any type, read in place.
///
/// [`new`](Self::new) checks all lengths, bounds and `bool`s once, without an allocation. Each value is decoded when it
/// is accessed. A value in a large array is reached without decoding the values before it.
///
/// Displayed as the YAML of `ros2 topic echo --full-length`. [`yaml`](Self::yaml) has options.
///
/// # Examples
/// ```
/// use ros_z_core::dynamic::{DynamicView, Schema};
/// use ros_z_core::{RosMessage, SizeEstimation, to_vec};
///
/// #[derive(RosMessage, SizeEstimation)]
/// #[ros(package = "demo_msgs")]
/// struct Scan {
///     frame_id: String,
///     ranges: Vec<f32>,
/// }
///
/// let bytes = to_vec(&Scan { frame_id: "laser".into(), ranges: vec![0.5, 1.5] })?;
/// let schema = Schema::of::<Scan>()?;
/// let view = DynamicView::new(&schema, &bytes)?;
/// assert_eq!(view.get("frame_id")?.as_str(), Some("laser"));
/// assert_eq!(view.get("ranges[1]")?.as_f64(), Some(1.5));
/// assert_eq!(view.to_string(), "frame_id: laser\nranges:\n- 0.5\n- 1.5");
///
/// let error = view.get("ranges[2]").unwrap_err();
/// assert_eq!(error.to_string(), "`ranges` has 2 elements, there is none of index 2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct DynamicView<'a> {
    /// A schema of the same table.
    schema: &'a Schema,
    /// Index of the type in the table.
    index: usize,
    source: Source<'a>,
}

#[derive(Clone, Debug)]
enum Source<'a> {
    /// The reader is at the first field.
    Wire(CdrReader<'a>),
    Owned(&'a DynamicMessage),
}

impl<'a> DynamicView<'a> {
    /// Checks a message with its header, in either byte order. Ignores bytes after the last member.
    ///
    /// # Errors
    /// [`ReadError`] with the path of the field. Hostile bytes never cause a panic or an allocation larger than the
    /// error.
    pub fn new(schema: &'a Schema, message: &'a [u8]) -> Result<Self, ReadError> {
        let reader = CdrReader::new(message).map_err(ReadError::Header)?;
        skip_message(schema, schema.index, &mut reader.clone())?;
        Ok(Self::wire(schema, schema.index, reader))
    }

    /// A message that was checked.
    pub(super) fn wire(schema: &'a Schema, index: usize, reader: CdrReader<'a>) -> Self {
        Self {
            schema,
            index,
            source: Source::Wire(reader),
        }
    }

    pub(super) fn owned(message: &'a DynamicMessage) -> Self {
        Self {
            schema: message.schema(),
            index: message.schema().index,
            source: Source::Owned(message),
        }
    }

    /// The type of the message.
    #[must_use]
    pub fn schema(&self) -> Schema {
        self.schema.at(self.index)
    }

    /// ROS name of the type.
    #[must_use]
    pub fn type_name(&self) -> &'a str {
        self.schema.table.types.get(self.index).map_or("", |ty| &ty.name)
    }

    fn field_schemas(&self) -> &'a [FieldSchema] {
        self.schema
            .table
            .types
            .get(self.index)
            .map_or(&[], |ty| &ty.fields)
    }

    /// Returns whether the type has no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.field_schemas().is_empty()
    }

    /// Number of bytes after the last member; 0 in a view of an owned message.
    #[must_use]
    pub fn surplus(&self) -> usize {
        match &self.source {
            Source::Wire(reader) => {
                let mut reader = reader.clone();
                let _ = skip_message(self.schema, self.index, &mut reader);
                reader.remaining()
            }
            Source::Owned(_) => 0,
        }
    }

    /// Returns the value at a path, such as `poses[3].position.x`. Does not allocate memory.
    ///
    /// # Errors
    /// [`PathError`] with the segment that is wrong.
    pub fn get(&self, path: &str) -> Result<ValueView<'a>, PathError> {
        let mut found: Option<(&'a FieldSchema, ValueView<'a>)> = None;
        for segment in Segments::new(path) {
            let (start, segment) = segment?;
            found = Some(match (segment, found) {
                (Segment::Field(name), None) => self.named(name)?,
                (Segment::Field(name), Some((_, ValueView::Message(message)))) => message.named(name)?,
                (Segment::Field(_), Some((field, value))) => {
                    let is_element = !matches!(value, ValueView::List(_));
                    return Err(PathError::not_a_message(path, start, field, is_element));
                }
                (Segment::Index(index), Some((field, ValueView::List(list)))) => {
                    let element = list.get(index);
                    let missing = || PathError::index_out_of_range(path, start, index, list.len());
                    (field, element.ok_or_else(missing)?)
                }
                (Segment::Index(_), Some((field, _))) => {
                    return Err(PathError::not_a_list(path, start, field.element_text()));
                }
                (Segment::Index(_), None) => return Err(PathError::syntax(path, start)),
            });
        }
        found
            .map(|(_, value)| value)
            .ok_or_else(|| PathError::syntax(path, path.len()))
    }

    /// Returns the field of this name.
    fn named(&self, name: &str) -> Result<(&'a FieldSchema, ValueView<'a>), PathError> {
        let fields = self.field_schemas();
        let unknown = || PathError::unknown_field(name, self.type_name(), fields);
        let index = fields
            .iter()
            .position(|field| field.name == name)
            .ok_or_else(unknown)?;
        let field = fields.get(index).ok_or_else(unknown)?;
        Ok((field, self.at(index).ok_or_else(unknown)?))
    }

    /// Returns the field of this index.
    fn at(&self, index: usize) -> Option<ValueView<'a>> {
        let fields = self.field_schemas();
        match &self.source {
            Source::Wire(reader) => {
                let mut reader = reader.clone();
                for field in fields.get(..index)? {
                    skip_field(self.schema, field, &mut reader).ok()?;
                }
                read_field(self.schema, fields.get(index)?, &mut reader).ok()
            }
            Source::Owned(message) => Some(ValueView::owned(fields.get(index)?, message.values.get(index)?)),
        }
    }

    /// Returns an iterator over the fields in their order, each with its description.
    #[must_use]
    pub fn fields(&self) -> Fields<'a> {
        Fields {
            view: self.clone(),
            next: 0,
        }
    }

    /// Copies the message.
    ///
    /// # Errors
    /// [`ReadError`] if a string is not UTF-8, or a wide string not UTF-16.
    pub fn to_message(&self) -> Result<DynamicMessage, ReadError> {
        match &self.source {
            Source::Wire(reader) => decode_message(self.schema, self.index, &mut reader.clone()),
            Source::Owned(message) => Ok((*message).clone()),
        }
    }
}

impl CdrSerialize for DynamicView<'_> {
    /// Writes the message again: little-endian, with zeroed padding and without surplus bytes.
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        if let Source::Owned(message) = self.source {
            return message.serialize(writer);
        }
        if self.field_schemas().is_empty() {
            return writer.write_bytes(&[0]);
        }
        self.fields().try_for_each(|(_, value)| value.serialize(writer))
    }
}

impl SizeEstimation for DynamicView<'_> {
    fn estimated_serialized_size(&self) -> usize {
        crate::ENCAPSULATION_LEN.saturating_add(self.measure(0))
    }
}

impl CdrSerialize for ValueView<'_> {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        match self {
            Self::Bool(value) => value.serialize(writer),
            Self::Int8(value) => value.serialize(writer),
            Self::Uint8(value) | Self::Byte(value) => value.serialize(writer),
            Self::Int16(value) => value.serialize(writer),
            Self::Uint16(value) => value.serialize(writer),
            Self::Int32(value) => value.serialize(writer),
            Self::Uint32(value) => value.serialize(writer),
            Self::Int64(value) => value.serialize(writer),
            Self::Uint64(value) => value.serialize(writer),
            Self::Float32(value) => value.serialize(writer),
            Self::Float64(value) => value.serialize(writer),
            Self::String(text) => text.serialize(writer),
            Self::Wstring(text) => {
                writer.write_length(text.len())?;
                text.units().try_for_each(|unit| unit.serialize(writer))
            }
            Self::Message(message) => message.serialize(writer),
            Self::List(list) => list.serialize(writer),
        }
    }
}

impl CdrSerialize for ListView<'_> {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        if !matches!(self.field.collection, Collection::Array(_)) {
            writer.write_length(self.len())?;
        }
        match self.little_endian() {
            _ if self.is_empty() => Ok(()),
            Some((bytes, size)) => writer.write_bytes_aligned(size, bytes),
            None => self.iter().try_for_each(|element| element.serialize(writer)),
        }
    }
}

/// Iterates over the fields of a [`DynamicView`].
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    /// On the wire, its reader is at the next field.
    view: DynamicView<'a>,
    next: usize,
}

impl<'a> Iterator for Fields<'a> {
    type Item = (&'a FieldSchema, ValueView<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let field = self.view.field_schemas().get(self.next)?;
        let index = self.next;
        self.next += 1;
        match &mut self.view.source {
            Source::Wire(reader) => {
                let value = read_field(self.view.schema, field, &mut reader.clone()).ok()?;
                skip_field(self.view.schema, field, reader).ok()?;
                Some((field, value))
            }
            Source::Owned(message) => Some((field, ValueView::owned(field, message.values.get(index)?))),
        }
    }
}
