//! Descriptions with owned texts, as they come over the network or from a file. The constants that derives create
//! are in `type_description`; `compile` checks a description and turns it into a schema.

use super::default_text;
use crate::type_description::{Collection, FieldDescription, FieldType, TypeDescription};
use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};

/// The description of a type and of all types that it refers to, with the fields of
/// `type_description_interfaces/msg/TypeDescription`.
///
/// With the feature `serde`, it reads and writes the JSON form of REP 2016.
///
/// # Examples
/// ```
/// use ros_z_core::dynamic::{DescribedField, DescribedType, Description, Schema};
///
/// let description = Description {
///     type_description: DescribedType {
///         type_name: "std_msgs/msg/String".into(),
///         fields: vec![DescribedField::new("data", 17)],
///     },
///     referenced_type_descriptions: vec![],
/// };
/// let schema = Schema::new(&description)?;
/// assert_eq!(
///     schema.type_hash().to_string(),
///     "RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18"
/// );
/// # Ok::<(), ros_z_core::dynamic::SchemaError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Description {
    /// The type.
    pub type_description: DescribedType,
    /// The types that it refers to, directly or indirectly. A schema needs all of them, in any order.
    #[cfg_attr(feature = "serde", serde(default))]
    pub referenced_type_descriptions: Vec<DescribedType>,
}

/// The description of a type without the types that it refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DescribedType {
    /// ROS name, such as `std_msgs/msg/Header`.
    pub type_name: String,
    /// Fields in the order on the wire.
    pub fields: Vec<DescribedField>,
}

/// The description of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DescribedField {
    /// ROS name.
    pub name: String,
    /// ROS type.
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub field_type: DescribedFieldType,
    /// Default value as a Python literal, a single string without quotes; empty if there is none.
    #[cfg_attr(feature = "serde", serde(default))]
    pub default_value: String,
}

/// The description of a field's type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DescribedFieldType {
    /// Base type and kind of collection: a constant of `type_description_interfaces/msg/FieldType`.
    pub type_id: u8,
    /// Length of an array or bound of a sequence; 0 otherwise.
    #[cfg_attr(feature = "serde", serde(default))]
    pub capacity: u64,
    /// Bound of a string; 0 otherwise.
    #[cfg_attr(feature = "serde", serde(default))]
    pub string_capacity: u64,
    /// ROS name of the message; empty for other types.
    #[cfg_attr(feature = "serde", serde(default))]
    pub nested_type_name: String,
}

impl DescribedField {
    /// Describes a field of a type without bounds.
    #[must_use]
    pub fn new(name: &str, type_id: u8) -> Self {
        Self {
            name: name.to_owned(),
            field_type: DescribedFieldType {
                type_id,
                ..DescribedFieldType::default()
            },
            default_value: String::new(),
        }
    }
}

impl From<&TypeDescription> for Description {
    fn from(description: &TypeDescription) -> Self {
        let mut referenced = BTreeMap::new();
        let mut queue = Vec::from([description.fields]);
        while let Some(fields) = queue.pop() {
            for nested in fields.iter().filter_map(|field| field.field_type.nested) {
                // A different type of the same name is kept, for the schema to refuse.
                let known: &mut Vec<DescribedType> = referenced.entry(nested.type_name).or_default();
                let described = DescribedType::from(nested);
                if !known.contains(&described) {
                    known.push(described);
                    queue.push(nested.fields);
                }
            }
        }
        Self {
            type_description: description.into(),
            referenced_type_descriptions: referenced.into_values().flatten().collect(),
        }
    }
}

impl From<&TypeDescription> for DescribedType {
    fn from(description: &TypeDescription) -> Self {
        Self {
            type_name: description.type_name.to_owned(),
            fields: description.fields.iter().map(DescribedField::from).collect(),
        }
    }
}

impl From<&FieldDescription> for DescribedField {
    fn from(field: &FieldDescription) -> Self {
        let field_type = &field.field_type;
        let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let default = field.default_value();
        Self {
            name: field.name.to_owned(),
            field_type: DescribedFieldType {
                type_id: field_type.type_id(),
                capacity: number(field_type.capacity()),
                string_capacity: number(field_type.string_capacity()),
                nested_type_name: field_type.nested_name().to_owned(),
            },
            default_value: default
                .map_or_else(|| default_of_enum(field_type), |value| default_text::of(&value)),
        }
    }
}

/// The default value of an enum; empty if it has none.
fn default_of_enum(field_type: &FieldType) -> String {
    let Some(first) = field_type.default_variant() else {
        return String::new();
    };
    match field_type.collection {
        Collection::Single => format!("{first}"),
        Collection::Array(len) => format!("({})", format!("{first}, ").repeat(len)),
        Collection::Bounded(_) | Collection::Unbounded => String::new(),
    }
}
