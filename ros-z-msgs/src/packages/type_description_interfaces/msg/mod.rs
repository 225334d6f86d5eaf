// Written by ros-z-import from type_description_interfaces 2.0.3. Change the definition and import it again.

//! Messages of `type_description_interfaces`.

mod field;
mod field_type;
mod individual_type_description;
mod key_value;
mod type_description;
mod type_source;

pub use field::{Field, FieldView};
pub use field_type::{FieldType, FieldTypeView};
pub use individual_type_description::{IndividualTypeDescription, IndividualTypeDescriptionView};
pub use key_value::{KeyValue, KeyValueView};
pub use type_description::{TypeDescription, TypeDescriptionView};
pub use type_source::{TypeSource, TypeSourceView};
