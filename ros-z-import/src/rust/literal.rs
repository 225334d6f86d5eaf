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
        Value::String(value) => format!("\"{}\"", escape(value)),
        Value::List(values) => {
            let elements: Vec<_> = values.iter().map(|value| literal(primitive, value)).collect();
            format!("[{}]", elements.join(", "))
        }
    }
}

/// The text between the quotes of a string literal. Letters of all scripts stay readable.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if character.is_alphanumeric() {
            escaped.push(character);
        } else {
            escaped.extend(character.escape_default());
        }
    }
    escaped
}
