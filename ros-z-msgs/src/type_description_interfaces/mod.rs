//! Descriptions of types, which nodes send on request.
//! The service that asks for them is in `srv`.

mod field;
mod field_type;
mod key_value;
pub mod srv;
mod type_description;
mod type_source;

pub use field::Field;
pub use field_type::FieldType;
pub use key_value::KeyValue;
pub use type_description::{IndividualTypeDescription, TypeDescription};
pub use type_source::TypeSource;
