//! The description of a type that a node sent, as one of the core.

use crate::type_description_interfaces::{Field, FieldType, IndividualTypeDescription, TypeDescription};
use ros_z_core::dynamic::{DescribedField, DescribedFieldType, DescribedType, Description};

/// Nothing is checked.
impl From<TypeDescription> for Description {
    fn from(message: TypeDescription) -> Self {
        let referenced = message.referenced_type_descriptions.into_iter();
        Self {
            type_description: described_type(message.type_description),
            referenced_type_descriptions: referenced.map(described_type).collect(),
        }
    }
}

fn described_type(message: IndividualTypeDescription) -> DescribedType {
    DescribedType {
        type_name: message.type_name,
        fields: message.fields.into_iter().map(described_field).collect(),
    }
}

fn described_field(message: Field) -> DescribedField {
    let FieldType {
        type_id,
        capacity,
        string_capacity,
        nested_type_name,
    } = message.r#type;
    DescribedField {
        name: message.name,
        field_type: DescribedFieldType {
            type_id,
            capacity,
            string_capacity,
            nested_type_name,
        },
        default_value: message.default_value,
    }
}
