//! Descriptions of types, which nodes send on request.
//! The service that asks for them is in `srv`.

mod field;
mod field_type;
mod key_value;
pub mod srv;
mod type_description;
mod type_source;

pub use field::{Field, FieldView};
pub use field_type::{FieldType, FieldTypeView};
pub use key_value::{KeyValue, KeyValueView};
pub use type_description::{
    IndividualTypeDescription, IndividualTypeDescriptionView, TypeDescription, TypeDescriptionView,
};
pub use type_source::{TypeSource, TypeSourceView};
