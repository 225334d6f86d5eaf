//! [`Schema`]: a checked type description, ready to read and write messages. `compile` creates it from a
//! description.

use super::compile::compile;
use super::description::{DescribedField, DescribedType, Description};
use super::extent::{Extent, Sizes};
use super::path::{PathError, Segment, Segments};
use super::schema_error::SchemaError;
use super::value::Value;
use crate::default_value::DefaultValue;
use crate::message::RosMessage;
use crate::sha256::Sha256;
use crate::type_description::{BaseType, Collection, TypeDescription};
use crate::type_hash::TypeHash;
use alloc::{collections::BTreeMap, string::String, sync::Arc, vec::Vec};
use core::fmt;

/// A checked message type: everything that is needed to read and write its messages.
///
/// A clone shares the memory of the original.
///
/// # Examples
/// ```
/// use ros_z_core::dynamic::Schema;
/// use ros_z_core::{RosMessage, SizeEstimation};
///
/// #[derive(RosMessage, SizeEstimation)]
/// #[ros(package = "demo_msgs")]
/// struct Waypoint {
///     position: [f64; 3],
///     #[ros(max_len = 16)]
///     name: String,
/// }
///
/// let schema = Schema::of::<Waypoint>()?;
/// assert_eq!(schema.type_name(), "demo_msgs/msg/Waypoint");
/// assert_eq!(schema.type_hash(), Waypoint::TYPE_HASH);
/// let fields: Vec<String> = schema.fields().iter().map(|field| format!("{} {field}", field.name())).collect();
/// assert_eq!(fields, ["position float64[3]", "name string<=16"]);
/// # Ok::<(), ros_z_core::dynamic::SchemaError>(())
/// ```
#[derive(Clone)]
pub struct Schema {
    pub(super) table: Arc<Table>,
    /// Index of the type in the table.
    pub(super) index: usize,
}

/// The types of a description. Each type is after the types that it refers to, which excludes cycles.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) types: Vec<MessageType>,
}

/// A type of a table.
#[derive(Debug)]
pub(super) struct MessageType {
    pub(super) name: String,
    /// Empty for a type without fields, which is one byte on the wire.
    pub(super) fields: Vec<FieldSchema>,
    /// Wire sizes, if all messages have the same.
    pub(super) sizes: Option<Sizes>,
    /// Least bytes on the wire, without padding.
    pub(super) least: usize,
    /// Whether a `bool` must be checked in it.
    pub(super) has_bool: bool,
    /// Levels of messages in it, itself included.
    pub(super) height: usize,
    /// Approximate memory of an empty message, in bytes.
    pub(super) memory: usize,
}

/// A field of a [`Schema`]. Displayed as the type of the field in a `.msg` file.
#[derive(Clone, Debug)]
pub struct FieldSchema {
    pub(super) name: String,
    pub(super) type_id: u8,
    pub(super) base: BaseType,
    pub(super) collection: Collection,
    pub(super) string_bound: Option<usize>,
    /// Index and name of the message type.
    pub(super) nested: Option<(usize, String)>,
    pub(super) default: Option<Value>,
}

impl Schema {
    /// Checks a description.
    ///
    /// # Errors
    /// [`SchemaError`] with the reason why no message can have this type.
    pub fn new(description: &Description) -> Result<Self, SchemaError> {
        compile(description)
    }

    /// Returns the schema of a Rust type.
    ///
    /// # Errors
    /// [`SchemaError`], as for [`new`](Self::new). The description of a type of ROS 2 is valid.
    pub fn of<T: RosMessage>() -> Result<Self, SchemaError> {
        Self::from_type_description(&T::type_description())
    }

    /// Checks the description of a Rust type.
    ///
    /// # Errors
    /// [`SchemaError`], as for [`new`](Self::new).
    pub fn from_type_description(description: &TypeDescription) -> Result<Self, SchemaError> {
        compile(&Description::from(description))
    }

    /// ROS name of the type, such as `std_msgs/msg/Header`.
    #[must_use]
    pub fn type_name(&self) -> &str {
        self.ty().map_or("", |ty| &ty.name)
    }

    /// Fields in the order on the wire.
    #[must_use]
    pub fn fields(&self) -> &[FieldSchema] {
        self.ty().map_or(&[], |ty| &ty.fields)
    }

    /// Returns the schema of this type or of a type that it refers to, by its ROS name.
    #[must_use]
    pub fn referenced(&self, type_name: &str) -> Option<Self> {
        let index = self.table.types.iter().position(|ty| ty.name == type_name)?;
        Some(self.at(index))
    }

    /// Finds the field of a path, such as `poses[3].position.x`, without a message. For the path of an element, it is the
    /// field of the list. An index into a sequence is valid up to the bound.
    ///
    /// # Errors
    /// [`PathError`] with the segment that is wrong.
    pub fn field(&self, path: &str) -> Result<&FieldSchema, PathError> {
        let nested = |field: &FieldSchema| self.table.types.get(field.nested.as_ref()?.0);
        // The type of the value so far, if it is a message.
        let mut message = self.ty();
        let mut found: Option<&FieldSchema> = None;
        let mut is_list = false;
        for segment in Segments::new(path) {
            match (segment?, found) {
                ((start, Segment::Field(name)), previous) => {
                    let Some(ty) = message else {
                        let previous = previous.ok_or_else(|| PathError::syntax(path, start))?;
                        return Err(PathError::not_a_message(path, start, previous, !is_list));
                    };
                    let field = ty.fields.iter().find(|field| field.name == name);
                    let field = field.ok_or_else(|| PathError::unknown_field(name, &ty.name, &ty.fields))?;
                    is_list = !field.is_single();
                    message = nested(field).filter(|_| !is_list);
                    found = Some(field);
                }
                ((start, Segment::Index(index)), Some(field)) if is_list => {
                    let length = match field.collection {
                        Collection::Array(length) | Collection::Bounded(length) => length,
                        Collection::Single | Collection::Unbounded => usize::MAX,
                    };
                    if index >= length {
                        return Err(PathError::index_out_of_range(path, start, index, length));
                    }
                    is_list = false;
                    message = nested(field);
                }
                ((start, Segment::Index(_)), Some(field)) => {
                    return Err(PathError::not_a_list(path, start, field.element_text()));
                }
                ((start, Segment::Index(_)), None) => return Err(PathError::syntax(path, start)),
            }
        }
        found.ok_or_else(|| PathError::syntax(path, 0))
    }

    /// Computes the RIHS01 hash (REP 2016). Types of the description that the message does not refer to do not
    /// enter it.
    #[must_use]
    pub fn type_hash(&self) -> TypeHash {
        let mut json = HashedText(Sha256::new());
        let _ = self.write_json(&mut json);
        TypeHash::from_bytes(json.0.finish())
    }

    pub(super) fn ty(&self) -> Option<&MessageType> {
        self.table.types.get(self.index)
    }

    /// The type at an index of the same table.
    pub(super) fn at(&self, index: usize) -> Self {
        Self {
            table: Arc::clone(&self.table),
            index,
        }
    }

    fn write_json(&self, json: &mut impl fmt::Write) -> fmt::Result {
        let mut referenced = BTreeMap::new();
        let mut queue: Vec<_> = self.ty().into_iter().collect();
        json.write_str("{\"type_description\": ")?;
        if let Some(ty) = self.ty() {
            ty.write_json(json)?;
        }
        while let Some(ty) = queue.pop() {
            let nested = ty.fields.iter().filter_map(|field| field.nested.as_ref());
            for (index, name) in nested {
                if let Some(ty) = self.table.types.get(*index)
                    && referenced.insert(name, ty).is_none()
                {
                    queue.push(ty);
                }
            }
        }
        json.write_str(", \"referenced_type_descriptions\": [")?;
        for (index, ty) in referenced.into_values().enumerate() {
            json.write_str(if index > 0 { ", " } else { "" })?;
            ty.write_json(json)?;
        }
        json.write_str("]}")
    }
}

/// The description of a schema, without the default values of fields.
impl From<&Schema> for Description {
    fn from(schema: &Schema) -> Self {
        let mut referenced = BTreeMap::new();
        let mut queue: Vec<_> = schema.ty().into_iter().collect();
        while let Some(ty) = queue.pop() {
            for (index, name) in ty.fields.iter().filter_map(|field| field.nested.as_ref()) {
                if let Some(ty) = schema.table.types.get(*index)
                    && referenced.insert(name, ty).is_none()
                {
                    queue.push(ty);
                }
            }
        }
        Self {
            type_description: schema.ty().map(DescribedType::from).unwrap_or_default(),
            referenced_type_descriptions: referenced.into_values().map(DescribedType::from).collect(),
        }
    }
}

impl From<&MessageType> for DescribedType {
    fn from(ty: &MessageType) -> Self {
        Self {
            type_name: ty.name.clone(),
            fields: ty.fields.iter().map(DescribedField::from).collect(),
        }
    }
}

impl From<&FieldSchema> for DescribedField {
    fn from(field: &FieldSchema) -> Self {
        let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let capacity = match field.collection {
            Collection::Array(length) | Collection::Bounded(length) => length,
            Collection::Single | Collection::Unbounded => 0,
        };
        let mut described = Self::new(&field.name, field.type_id);
        described.field_type.capacity = number(capacity);
        described.field_type.string_capacity = number(field.string_bound.unwrap_or(0));
        described.field_type.nested_type_name = field.nested_name().unwrap_or_default().into();
        described
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schema({})", self.type_name())
    }
}

/// Two schemas are equal if they have the same name and the same hash. Defaults may differ.
impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        let is_same = Arc::ptr_eq(&self.table, &other.table) && self.index == other.index;
        is_same || (self.type_name() == other.type_name() && self.type_hash() == other.type_hash())
    }
}

impl Eq for Schema {}

impl MessageType {
    fn write_json(&self, json: &mut impl fmt::Write) -> fmt::Result {
        write!(json, "{{\"type_name\": \"{}\", \"fields\": [", self.name)?;
        if self.fields.is_empty() {
            FieldSchema::write_json_of(json, (super::compile::FILLER, 3, 0, 0, ""))?;
        }
        for (index, field) in self.fields.iter().enumerate() {
            json.write_str(if index > 0 { ", " } else { "" })?;
            let nested = field.nested.as_ref().map_or("", |(_, name)| name);
            let capacity = match field.collection {
                Collection::Array(len) => len,
                Collection::Bounded(bound) => bound,
                Collection::Single | Collection::Unbounded => 0,
            };
            let bound = field.string_bound.unwrap_or(0);
            FieldSchema::write_json_of(json, (&field.name, field.type_id, capacity, bound, nested))?;
        }
        json.write_str("]}")
    }
}

/// Hashes the text that is written to it.
struct HashedText(Sha256);

impl fmt::Write for HashedText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

impl FieldSchema {
    /// ROS name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Type of one element.
    #[must_use]
    pub fn base(&self) -> BaseType {
        self.base
    }

    /// Number of elements.
    #[must_use]
    pub fn collection(&self) -> Collection {
        self.collection
    }

    /// Maximum length of a string: bytes, or UTF-16 units of a `wstring`.
    #[must_use]
    pub fn string_bound(&self) -> Option<usize> {
        self.string_bound
    }

    /// ROS name of the message type, for [`BaseType::Nested`].
    #[must_use]
    pub fn nested_name(&self) -> Option<&str> {
        self.nested.as_ref().map(|(_, name)| name.as_str())
    }

    /// Default value; `None` for a field without one, and for a message.
    #[must_use]
    pub fn default_value(&self) -> Option<DefaultValue> {
        self.default.as_ref().and_then(Value::to_default_value)
    }

    pub(super) fn is_single(&self) -> bool {
        matches!(self.collection, Collection::Single)
    }

    /// Wire size of one element, in a table with these types.
    pub(super) fn extent<'a>(&self, types: &'a [MessageType]) -> Extent<'a> {
        match (primitive_size(self.base), &self.nested) {
            (Some(size), _) => Extent::Primitive(size),
            (None, Some((index, _))) => {
                let sizes = types.get(*index).and_then(|ty| ty.sizes.as_ref());
                sizes.map_or(Extent::Variable, Extent::Fixed)
            }
            (None, None) => Extent::Variable,
        }
    }

    /// The type of one element, as in a `.msg` file.
    pub(super) fn element_text(&self) -> String {
        let mut text = String::new();
        let _ = self.write_element(&mut text);
        text
    }

    fn write_element(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str(match self.base {
            BaseType::Nested => self.nested_name().unwrap_or_default(),
            BaseType::Int8 => "int8",
            BaseType::Uint8 => "uint8",
            BaseType::Int16 => "int16",
            BaseType::Uint16 => "uint16",
            BaseType::Int32 => "int32",
            BaseType::Uint32 => "uint32",
            BaseType::Int64 => "int64",
            BaseType::Uint64 => "uint64",
            BaseType::Float32 => "float32",
            BaseType::Float64 => "float64",
            BaseType::Char => "char",
            BaseType::Bool => "bool",
            BaseType::Byte => "byte",
            BaseType::String => "string",
            BaseType::Wstring => "wstring",
        })?;
        match self.string_bound {
            Some(bound) => write!(f, "<={bound}"),
            None => Ok(()),
        }
    }

    /// Writes name, type id, capacity, string capacity and nested name.
    fn write_json_of(json: &mut impl fmt::Write, field: (&str, u8, usize, usize, &str)) -> fmt::Result {
        let (name, type_id, capacity, string_capacity, nested) = field;
        write!(
            json,
            "{{\"name\": \"{name}\", \"type\": {{\"type_id\": {type_id}, \"capacity\": {capacity}, \
             \"string_capacity\": {string_capacity}, \"nested_type_name\": \"{nested}\"}}}}"
        )
    }
}

impl fmt::Display for FieldSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_element(f)?;
        match self.collection {
            Collection::Single => Ok(()),
            Collection::Array(len) => write!(f, "[{len}]"),
            Collection::Bounded(bound) => write!(f, "[<={bound}]"),
            Collection::Unbounded => f.write_str("[]"),
        }
    }
}

/// Size of a number or `bool`, in memory and on the wire.
pub(super) const fn primitive_size(base: BaseType) -> Option<usize> {
    match base {
        BaseType::Int8 | BaseType::Uint8 | BaseType::Char | BaseType::Bool | BaseType::Byte => Some(1),
        BaseType::Int16 | BaseType::Uint16 => Some(2),
        BaseType::Int32 | BaseType::Uint32 | BaseType::Float32 => Some(4),
        BaseType::Int64 | BaseType::Uint64 | BaseType::Float64 => Some(8),
        BaseType::Nested | BaseType::String | BaseType::Wstring => None,
    }
}
