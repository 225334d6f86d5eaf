//! Values as Rust literals.

use crate::definition::{Primitive, Value};

/// A value of a constant or a default, as Rust writes it.
pub(super) fn literal(primitive: Primitive, value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => match primitive {
            #[expect(clippy::cast_possible_truncation, reason = "the shortest text of the `f32`")]
            Primitive::Float32 => format!("{:?}", *value as f32),
            _ => format!("{value:?}"),
        },
        Value::String(value) => format!("\"{}\"", value.escape_default()),
        Value::List(values) => {
            let elements: Vec<_> = values.iter().map(|value| literal(primitive, value)).collect();
            format!("[{}]", elements.join(", "))
        }
    }
}
