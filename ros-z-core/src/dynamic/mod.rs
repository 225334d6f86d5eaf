//! Messages of any type, known only by their description: read in place, built field by field, displayed as YAML.
//!
//! - A [`Description`] comes from another node, from a file of an installed ROS package, or from a Rust type.
//! - A [`Schema`] is a checked description. Create it once for each type.
//! - A [`DynamicView`] reads a message in place: `view.get("pose.position.x")`.
//! - A [`DynamicMessage`] is built field by field, or from JSON and YAML with the feature `serde`, and is serialized like
//!   any other message.
//! - Both are displayed as the YAML of `ros2 topic echo --full-length`. [`YamlOptions`] has the options of that command.
//!
//! Descriptions and bytes can come from an untrusted process. Both are checked before use. An invalid one is an error that
//! names the type or the field.

mod coerce;
mod compile;
mod decode;
mod default_text;
mod description;
#[cfg(feature = "serde")]
mod deserialize;
mod extent;
mod list_view;
mod message;
mod path;
mod read;
mod read_error;
mod schema;
mod schema_error;
#[cfg(feature = "serde")]
mod serialize;
mod set_error;
mod value;
mod value_view;
mod view;
mod wide;
mod yaml;

pub use description::{DescribedField, DescribedFieldType, DescribedType, Description};
pub use list_view::{ListIter, ListView};
pub use message::DynamicMessage;
pub use path::PathError;
pub use read_error::ReadError;
pub use schema::{FieldSchema, Schema};
pub use schema_error::SchemaError;
pub use set_error::SetError;
pub use value::{List, Value};
pub use value_view::ValueView;
pub use view::{DynamicView, Fields};
pub use wide::WideStr;
pub use yaml::{Yaml, YamlOptions};
