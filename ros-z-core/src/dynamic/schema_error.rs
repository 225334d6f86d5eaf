//! The reasons why a description is not a valid type.

use alloc::string::String;

/// The reason why a description is not a valid type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// A name has characters that ROS 2 does not allow.
    #[error("`{name}` is not a name of a ROS 2 type or field")]
    InvalidName {
        /// The name.
        name: String,
    },
    /// A field is of a type that the description does not contain.
    #[error("field `{field}` of {type_name} is of type `{nested}`, which the description does not contain")]
    UnknownType {
        /// Type with the field.
        type_name: String,
        /// Name of the field.
        field: String,
        /// The missing type.
        nested: String,
    },
    /// Two fields of a type have the same name.
    #[error("{type_name} has two fields `{field}`")]
    DuplicateField {
        /// Type with the fields.
        type_name: String,
        /// Name of both fields.
        field: String,
    },
    /// Two different types have the same name.
    #[error("the description contains two different types of the name {type_name}")]
    DuplicateType {
        /// Name of both types.
        type_name: String,
    },
    /// A type contains itself.
    #[error("{type_name} contains itself")]
    Cycle {
        /// The type.
        type_name: String,
    },
    /// The messages in a message are nested too deeply.
    #[error("{type_name} nests messages more than {max} levels deep")]
    TooDeep {
        /// The type at which the limit was reached.
        type_name: String,
        /// The limit.
        max: usize,
    },
    /// The description contains too many types.
    #[error("the description contains {count} types, more than {max}")]
    TooManyTypes {
        /// Number of types.
        count: usize,
        /// The limit.
        max: usize,
    },
    /// Even an empty message of the type is too large.
    #[error("the smallest message of {type_name} takes more than {max} bytes of memory")]
    TooLarge {
        /// The type.
        type_name: String,
        /// The limit.
        max: usize,
    },
    /// ROS 2 has no type of this number, or only IDL has it.
    #[error("field `{field}` of {type_name} has the unsupported type id {type_id}")]
    UnsupportedType {
        /// Type with the field.
        type_name: String,
        /// Name of the field.
        field: String,
        /// The number.
        type_id: u8,
    },
    /// The length of an array or the bound of a sequence or string is 0, or larger than memory.
    #[error("field `{field}` of {type_name} has length or bound {capacity}")]
    InvalidCapacity {
        /// Type with the field.
        type_name: String,
        /// Name of the field.
        field: String,
        /// The length or bound.
        capacity: u64,
    },
}
