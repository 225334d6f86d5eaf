//! Checks a description and turns it into a schema. The description can come from another process, so nothing
//! here recurses or allocates without a bound.

use super::coerce;
use super::default_text;
use super::description::{DescribedField, DescribedType, Description};
use super::extent::Sizes;
use super::schema::{FieldSchema, MessageType, Schema, Table, primitive_size};
use super::schema_error::SchemaError;
use super::value::{LIST_MEMORY, TEXT_MEMORY, Value};
use crate::align::MAX_ALIGNMENT;
use crate::default_value::DefaultValue;
use crate::type_description::{BaseType, Collection};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::{string::ToString, sync::Arc, vec::Vec};

/// Most types in a description, as for derived types.
const MAX_TYPES: usize = 512;
/// Most levels of messages in messages.
const MAX_DEPTH: usize = 64;
/// Most memory of an empty message, in bytes. Only arrays make an empty message large.
const MAX_MEMORY: usize = 256 << 20;

/// The only field of a type without fields, in descriptions of ROS 2.
pub(super) const FILLER: &str = "structure_needs_at_least_one_member";

/// Compiles a description.
pub(super) fn compile(description: &Description) -> Result<Schema, SchemaError> {
    let count = description.referenced_type_descriptions.len().saturating_add(1);
    if count > MAX_TYPES {
        return Err(SchemaError::TooManyTypes {
            count,
            max: MAX_TYPES,
        });
    }
    let mut described = BTreeMap::new();
    let all =
        core::iter::once(&description.type_description).chain(&description.referenced_type_descriptions);
    for ty in all {
        let name = &ty.type_name;
        if described
            .insert(name.as_str(), ty)
            .is_some_and(|other| other != ty)
        {
            return Err(SchemaError::DuplicateType {
                type_name: name.clone(),
            });
        }
    }
    let mut compiler = Compiler {
        described,
        done: BTreeMap::new(),
        types: Vec::new(),
    };
    let index = compiler.add(&description.type_description, MAX_DEPTH)?;
    Ok(Schema {
        table: Arc::new(Table {
            types: compiler.types,
        }),
        index,
    })
}

struct Compiler<'a> {
    described: BTreeMap<&'a str, &'a DescribedType>,
    /// Indices of finished types; `None` for a type whose fields are being compiled.
    done: BTreeMap<&'a str, Option<usize>>,
    types: Vec<MessageType>,
}

impl<'a> Compiler<'a> {
    /// Adds a type after the types that it refers to, and returns its index. `levels` is the number of levels that
    /// are left.
    fn add(&mut self, described: &'a DescribedType, levels: usize) -> Result<usize, SchemaError> {
        let type_name = described.type_name.as_str();
        let too_deep = || SchemaError::TooDeep {
            type_name: type_name.into(),
            max: MAX_DEPTH,
        };
        match self.done.get(type_name) {
            Some(Some(index)) => {
                let height = self.types.get(*index).map_or(0, |ty| ty.height);
                return if height > levels {
                    Err(too_deep())
                } else {
                    Ok(*index)
                };
            }
            Some(None) => {
                return Err(SchemaError::Cycle {
                    type_name: type_name.into(),
                });
            }
            None => {}
        }
        let levels = levels.checked_sub(1).ok_or_else(too_deep)?;
        if !is_type_name(type_name) {
            return Err(SchemaError::InvalidName {
                name: type_name.into(),
            });
        }
        self.done.insert(type_name, None);
        let mut fields = Vec::with_capacity(described.fields.len());
        let mut names = BTreeSet::new();
        for field in described.fields.iter().filter(|_| !is_filler(described)) {
            if !names.insert(field.name.as_str()) {
                return Err(SchemaError::DuplicateField {
                    type_name: type_name.into(),
                    field: field.name.clone(),
                });
            }
            fields.push(self.field(type_name, field, levels)?);
        }
        let ty = self.message_type(type_name, fields);
        if ty.memory > MAX_MEMORY {
            return Err(SchemaError::TooLarge {
                type_name: type_name.into(),
                max: MAX_MEMORY,
            });
        }
        let index = self.types.len();
        self.types.push(ty);
        self.done.insert(type_name, Some(index));
        Ok(index)
    }

    fn field(
        &mut self,
        type_name: &str,
        field: &'a DescribedField,
        levels: usize,
    ) -> Result<FieldSchema, SchemaError> {
        if !is_identifier(&field.name) {
            return Err(SchemaError::InvalidName {
                name: field.name.clone(),
            });
        }
        let unsupported = || SchemaError::UnsupportedType {
            type_name: type_name.into(),
            field: field.name.clone(),
            type_id: field.field_type.type_id,
        };
        let capacity = |capacity: u64| {
            let usable = usize::try_from(capacity).ok().filter(|&capacity| capacity > 0);
            usable.ok_or_else(|| SchemaError::InvalidCapacity {
                type_name: type_name.into(),
                field: field.name.clone(),
                capacity,
            })
        };
        let type_id = field.field_type.type_id;
        let (base, kind) = (type_id % COLLECTIONS, type_id / COLLECTIONS);
        let collection = match kind {
            0 => Collection::Single,
            1 => Collection::Array(capacity(field.field_type.capacity)?),
            2 => Collection::Bounded(capacity(field.field_type.capacity)?),
            3 => Collection::Unbounded,
            _ => return Err(unsupported()),
        };
        let (base, is_bounded) = base_type(base).ok_or_else(unsupported)?;
        let string_bound = match is_bounded {
            true => Some(capacity(field.field_type.string_capacity)?),
            false => None,
        };
        let nested = match base {
            BaseType::Nested => {
                let name = &field.field_type.nested_type_name;
                let nested = self.described.get(name.as_str()).copied();
                let nested = nested.ok_or_else(|| SchemaError::UnknownType {
                    type_name: type_name.into(),
                    field: field.name.clone(),
                    nested: name.clone(),
                })?;
                Some((self.add(nested, levels)?, name.clone()))
            }
            _ => None,
        };
        let mut compiled = FieldSchema {
            name: field.name.clone(),
            type_id,
            base,
            collection,
            string_bound,
            nested,
            default: None,
        };
        compiled.default = default_value(&compiled, &field.default_value);
        Ok(compiled)
    }

    /// Adds up the sizes of the fields.
    fn message_type(&self, name: &str, fields: Vec<FieldSchema>) -> MessageType {
        let nested = |field: &FieldSchema| {
            field
                .nested
                .as_ref()
                .and_then(|(index, _)| self.types.get(*index))
        };
        let mut ty = MessageType {
            name: name.into(),
            sizes: Some([usize::from(fields.is_empty()); MAX_ALIGNMENT]),
            least: usize::from(fields.is_empty()),
            has_bool: false,
            height: 1,
            memory: LIST_MEMORY,
            fields: Vec::new(),
        };
        for field in &fields {
            let message = nested(field);
            let (least, memory) = match (primitive_size(field.base), message) {
                (Some(size), _) => (size, size),
                (None, Some(ty)) => (ty.least, ty.memory),
                (None, None) => (size_of::<u32>(), TEXT_MEMORY),
            };
            let (least, memory) = match field.collection {
                Collection::Single => (least, memory.saturating_add(LIST_MEMORY)),
                Collection::Array(len) => (
                    least.saturating_mul(len),
                    memory.saturating_mul(len).saturating_add(LIST_MEMORY),
                ),
                Collection::Bounded(_) | Collection::Unbounded => (size_of::<u32>(), LIST_MEMORY),
            };
            ty.least = ty.least.saturating_add(least);
            ty.memory = ty.memory.saturating_add(memory);
            ty.has_bool |= field.base == BaseType::Bool || message.is_some_and(|ty| ty.has_bool);
            ty.height = ty.height.max(1 + message.map_or(0, |ty| ty.height));
        }
        if !fields.is_empty() {
            ty.sizes = self.sizes(&fields);
        }
        ty.fields = fields;
        ty
    }

    fn sizes(&self, fields: &[FieldSchema]) -> Option<Sizes> {
        let mut sizes = [0; MAX_ALIGNMENT];
        for (start, size) in sizes.iter_mut().enumerate() {
            let mut position = start;
            for field in fields {
                let count = match field.collection {
                    Collection::Single => 1,
                    Collection::Array(len) => len,
                    Collection::Bounded(_) | Collection::Unbounded => return None,
                };
                position = field.extent(&self.types).advance(position, count)?;
            }
            *size = position - start;
        }
        Some(sizes)
    }
}

/// The number of type ids of each kind of collection.
const COLLECTIONS: u8 = 48;

/// The base type of an id, and whether it is a bounded string. IDL has more types than ROS 2.
const fn base_type(id: u8) -> Option<(BaseType, bool)> {
    Some(match id {
        1 => (BaseType::Nested, false),
        2 => (BaseType::Int8, false),
        3 => (BaseType::Uint8, false),
        4 => (BaseType::Int16, false),
        5 => (BaseType::Uint16, false),
        6 => (BaseType::Int32, false),
        7 => (BaseType::Uint32, false),
        8 => (BaseType::Int64, false),
        9 => (BaseType::Uint64, false),
        10 => (BaseType::Float32, false),
        11 => (BaseType::Float64, false),
        13 => (BaseType::Char, false),
        15 => (BaseType::Bool, false),
        16 => (BaseType::Byte, false),
        17 => (BaseType::String, false),
        18 => (BaseType::Wstring, false),
        21 => (BaseType::String, true),
        22 => (BaseType::Wstring, true),
        _ => return None,
    })
}

/// Returns whether the type has no fields: its only one is the filler.
fn is_filler(described: &DescribedType) -> bool {
    matches!(described.fields.as_slice(), [only] if only.name == FILLER && only.field_type.type_id == 3)
}

/// Reads the default value of a field. Ignores one that does not fit: it does not change the messages that the
/// type has.
fn default_value(field: &FieldSchema, text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    let is_text = matches!(field.base, BaseType::String | BaseType::Wstring);
    let value = match field.collection {
        Collection::Single if is_text => DefaultValue::Text(text.to_string()),
        Collection::Single => default_text::parse_single(text)?,
        _ => DefaultValue::List(default_text::parse_list(text)?),
    };
    coerce::default_value(field, value).ok()
}

/// A name that paths, YAML keys and hashes can contain.
fn is_identifier(name: &str) -> bool {
    let is_start = |first: char| first.is_ascii_alphabetic() || first == '_';
    name.starts_with(is_start)
        && name
            .chars()
            .all(|other| other.is_ascii_alphanumeric() || other == '_')
}

fn is_type_name(name: &str) -> bool {
    name.contains('/') && name.split('/').all(is_identifier)
}
