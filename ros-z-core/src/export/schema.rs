//! The `ros2msg` definition of a type that is known only by its description. The definitions of Rust types, which have
//! comments and constants too, are in `msg`.

use super::msg::short_name;
use super::separate;
use crate::default_value::DefaultValue;
use crate::dynamic::{FieldSchema, Schema};
use crate::type_description::BaseType;
use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use core::fmt::Write as _;

/// Returns the definition of a type and of all types that it refers to, as [`msg_definition`](super::msg_definition)
/// does for a Rust type.
///
/// A description has neither comments nor constants, and a `char` in it is a `uint8`. Everything else is the same:
/// messages and the type hash of both definitions are equal.
///
/// # Examples
/// ```
/// use ros_z_core::dynamic::Schema;
/// use ros_z_core::{RosMessage, export};
///
/// /// The next place to go to.
/// #[derive(RosMessage)]
/// #[ros(package = "demo_msgs")]
/// struct Waypoint {
///     position: [f64; 3],
///     #[ros(max_len = 16)]
///     name: String,
/// }
///
/// let schema = Schema::of::<Waypoint>()?;
/// assert_eq!(export::schema_definition(&schema), "float64[3] position\nstring<=16 name\n");
/// # Ok::<(), ros_z_core::dynamic::SchemaError>(())
/// ```
#[must_use]
pub fn schema_definition(schema: &Schema) -> String {
    let mut text = String::new();
    let mut seen = BTreeSet::from([String::from(schema.type_name())]);
    let mut queue = Vec::from([schema.clone()]);
    let mut next = 0;
    while let Some(schema) = queue.get(next).cloned() {
        if next > 0 {
            separate(&mut text, schema.type_name());
        }
        next += 1;
        for field in schema.fields() {
            write_field(&mut text, field);
            if let Some(name) = field.nested_name()
                && seen.insert(name.into())
            {
                queue.extend(schema.referenced(name));
            }
        }
    }
    text
}

fn write_field(text: &mut String, field: &FieldSchema) {
    let type_text = format!("{field}");
    let type_text = match field.base() {
        BaseType::Nested => short_name(&type_text),
        _ => type_text,
    };
    // A text that a `.msg` file cannot express would change the lines after it. Defaults are not on the wire.
    let default = match field.default_value().filter(DefaultValue::is_writable) {
        Some(DefaultValue::List(values)) if values.is_empty() => String::new(),
        Some(value) => format!(" {value}"),
        None => String::new(),
    };
    let _ = writeln!(text, "{type_text} {}{default}", field.name());
}
