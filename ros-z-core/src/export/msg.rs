//! The text of one `.msg` file: constants and fields. The module `comment` writes the comments.

use super::comment::comment;
use crate::default_value::DefaultValue;
use crate::type_description::{BaseType, Collection, ConstantDescription, FieldType, TypeDescription};
use alloc::{string::String, vec::Vec};
use core::fmt::Write as _;

/// The text of one `.msg` file.
pub(super) fn msg_text(description: &TypeDescription) -> String {
    let mut text = String::new();
    comment(&mut text, description.doc);
    if !description.doc.is_empty() {
        text.push('\n');
    }
    let constants = constants(description);
    for (name, constant) in &constants {
        comment(&mut text, constant.doc);
        let _ = writeln!(text, "{} {name}={}", constant.type_name, constant.value);
    }
    if !constants.is_empty() {
        text.push('\n');
    }
    for field in description.fields {
        comment(&mut text, field.doc);
        let type_text = type_text(&field.field_type);
        let default = match field.default_value() {
            // rosidl generates wrong Python for an empty list, which is the default anyway.
            Some(DefaultValue::List(values)) if values.is_empty() => String::new(),
            Some(value) => alloc::format!(" {value}"),
            None => enum_default(&field.field_type),
        };
        let _ = writeln!(text, "{type_text} {}{default}", field.name);
    }
    text
}

/// The constants of the message, then those of all enums among its fields, with their names in the message. For an
/// enum that is the name of the variant, with the name of the enum as a prefix if the message or another of its
/// enums has a constant of the same name.
pub(super) fn constants(description: &TypeDescription) -> Vec<(String, &'static ConstantDescription)> {
    let mut enums: Vec<&FieldType> = Vec::new();
    for field in description.fields {
        let known = |other: &&FieldType| {
            other.enum_name == field.field_type.enum_name && other.constants == field.field_type.constants
        };
        if !field.field_type.constants.is_empty() && !enums.iter().any(known) {
            enums.push(&field.field_type);
        }
    }
    let own = description.constants;
    let mut constants: Vec<_> = own
        .iter()
        .map(|constant| (constant.name.into(), constant))
        .collect();
    for (index, of) in enums.iter().enumerate() {
        for constant in of.constants {
            let is_same = |other: &ConstantDescription| other.name == constant.name;
            let clashes = own.iter().any(is_same)
                || enums
                    .iter()
                    .enumerate()
                    .any(|(other, others)| other != index && others.constants.iter().any(is_same));
            let name = if clashes {
                alloc::format!("{}_{}", upper_snake(of.enum_name), constant.name)
            } else {
                constant.name.into()
            };
            constants.push((name, constant));
        }
    }
    constants
}

/// Converts `DriveState` to `DRIVE_STATE`.
fn upper_snake(name: &str) -> String {
    let mut upper = String::new();
    let mut previous_lower = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && previous_lower {
            upper.push('_');
        }
        previous_lower = !character.is_ascii_uppercase();
        upper.push(character.to_ascii_uppercase());
    }
    upper
}

/// `pkg/msg/Name` as written in a `.msg` file.
pub(super) fn short_name(type_name: &str) -> String {
    type_name.replacen("/msg/", "/", 1)
}

fn type_text(field_type: &FieldType) -> String {
    let mut text = match field_type.base {
        BaseType::Nested => short_name(field_type.nested_name()),
        BaseType::Int8 => "int8".into(),
        BaseType::Uint8 => "uint8".into(),
        BaseType::Int16 => "int16".into(),
        BaseType::Uint16 => "uint16".into(),
        BaseType::Int32 => "int32".into(),
        BaseType::Uint32 => "uint32".into(),
        BaseType::Int64 => "int64".into(),
        BaseType::Uint64 => "uint64".into(),
        BaseType::Float32 => "float32".into(),
        BaseType::Float64 => "float64".into(),
        BaseType::Char => "char".into(),
        BaseType::Bool => "bool".into(),
        BaseType::Byte => "byte".into(),
        BaseType::String => "string".into(),
        BaseType::Wstring => "wstring".into(),
    };
    if let Some(bound) = field_type.string_bound {
        let _ = write!(text, "<={bound}");
    }
    let _ = match field_type.collection {
        Collection::Single => Ok(()),
        Collection::Array(len) => write!(text, "[{len}]"),
        Collection::Bounded(bound) => write!(text, "[<={bound}]"),
        Collection::Unbounded => write!(text, "[]"),
    };
    text
}

/// The default value of an enum, with the blank before it; empty if it has none.
fn enum_default(field_type: &FieldType) -> String {
    let Some(first) = field_type.default_variant() else {
        return String::new();
    };
    match field_type.collection {
        Collection::Single => alloc::format!(" {first}"),
        Collection::Array(len) => {
            let values = alloc::vec![alloc::format!("{first}"); len];
            alloc::format!(" [{}]", values.join(", "))
        }
        Collection::Bounded(_) | Collection::Unbounded => String::new(),
    }
}
