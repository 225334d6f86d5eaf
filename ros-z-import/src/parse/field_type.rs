//! Types of fields.

use super::names::{is_message_name, is_package_name};
use super::value::integer;
use crate::definition::{Collection, ElementType, FieldType, Primitive};
use crate::rule::Rule;

/// Parses the type of a field of a message in `package`.
pub(super) fn field_type(package: &str, text: &str) -> Result<FieldType, Rule> {
    let (element, collection) = match text.strip_suffix(']') {
        None => (text, Collection::Single),
        Some(inner) => {
            let (element, size) = inner.rsplit_once('[').ok_or(Rule::TypeName)?;
            (element, collection(size)?)
        }
    };
    Ok(FieldType {
        element: element_type(package, element)?,
        collection,
    })
}

fn collection(size: &str) -> Result<Collection, Rule> {
    Ok(match size.strip_prefix("<=") {
        _ if size.is_empty() => Collection::Unbounded,
        Some(bound) => Collection::Bounded(positive(bound)?),
        None => Collection::Array(positive(size)?),
    })
}

fn positive(text: &str) -> Result<usize, Rule> {
    // Sizes are decimal, without the prefixes that values may have.
    let decimal = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b'+'));
    integer(text)
        .filter(|_| decimal)
        .and_then(|size| usize::try_from(size).ok())
        .filter(|size| *size > 0)
        .ok_or(Rule::Size)
}

fn element_type(package: &str, text: &str) -> Result<ElementType, Rule> {
    if let Some(primitive) = Primitive::from_name(text) {
        return Ok(ElementType::Primitive {
            primitive,
            string_bound: None,
        });
    }
    for (prefix, primitive) in [("string<=", Primitive::String), ("wstring<=", Primitive::Wstring)] {
        if let Some(bound) = text.strip_prefix(prefix) {
            return Ok(ElementType::Primitive {
                primitive,
                string_bound: Some(positive(bound)?),
            });
        }
    }
    if matches!(text, "time" | "duration") {
        return Err(Rule::Ros1Type);
    }
    let (package, name) = text.split_once('/').unwrap_or((package, text));
    if name.contains('/') || name.contains(['[', '<']) {
        return Err(Rule::TypeName);
    }
    if !is_package_name(package) {
        return Err(Rule::PackageName);
    }
    if !is_message_name(name) {
        return Err(if text.contains('/') {
            Rule::MessageName
        } else {
            primitive_name(text).map_or(Rule::TypeName, |ros| Rule::PrimitiveName { ros })
        });
    }
    Ok(ElementType::Message {
        package: package.to_owned(),
        name: name.to_owned(),
    })
}

/// The ROS name of a primitive type of C++, Python or Rust.
fn primitive_name(text: &str) -> Option<&'static str> {
    Some(match text {
        "boolean" => "bool",
        "i8" | "int8_t" => "int8",
        "i16" | "int16_t" | "short" => "int16",
        "i32" | "int32_t" | "int" => "int32",
        "i64" | "int64_t" | "long" => "int64",
        "u8" | "uint8_t" => "uint8",
        "u16" | "uint16_t" => "uint16",
        "u32" | "uint32_t" | "uint" => "uint32",
        "u64" | "uint64_t" => "uint64",
        "f32" | "float" => "float32",
        "f64" | "double" => "float64",
        "str" => "string",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_primitive_type_of_another_language_is_an_error_with_its_ros_name() {
        for (text, ros) in [
            ("float", "float32"),
            ("double[]", "float64"),
            ("int[<=3]", "int32"),
            ("str", "string"),
        ] {
            assert_eq!(
                field_type("my_msgs", text),
                Err(Rule::PrimitiveName { ros }),
                "{text}"
            );
            assert!(Primitive::from_name(ros).is_some());
        }
        assert_eq!(field_type("my_msgs", "number"), Err(Rule::TypeName));
    }
}
