//! Names of Rust items for names of ROS.

use std::collections::HashMap;
use std::path::PathBuf;

use ros_z_core::action::ActionPart;

use super::{Context, Package};
use crate::definition::{Body, Interface};
use crate::error::ImportError;

/// Keywords of Rust 2024 that a ROS name can be. All can be raw identifiers but those of `NEVER_RAW`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["crate", "self", "super"];

/// The identifier of a field, and whether it needs `#[ros(rename = …)]`.
pub(super) fn field(name: &str) -> (String, bool) {
    if NEVER_RAW.contains(&name) {
        (format!("{name}_"), true)
    } else if KEYWORDS.contains(&name) {
        (format!("r#{name}"), false)
    } else {
        (name.to_owned(), false)
    }
}

/// The name of a module for an interface or a package: `BatteryState` becomes `battery_state`, as in C++ headers of ROS.
pub(crate) fn module(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (index, character) in characters.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|before| characters.get(before));
        let next_is_lower = characters.get(index + 1).is_some_and(char::is_ascii_lowercase);
        let starts_word = character.is_ascii_uppercase()
            && previous.is_some_and(|before| {
                before.is_ascii_lowercase() || before.is_ascii_digit() || next_is_lower
            });
        if starts_word {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    if KEYWORDS.contains(&snake.as_str()) || NEVER_RAW.contains(&snake.as_str()) {
        snake.push('_');
    }
    snake
}

/// The Rust name of a type: `GetMap` and `_Request` become `GetMapRequest`.
pub(super) fn type_name(interface: &str, suffix: &str) -> String {
    let name = format!("{interface}{}", suffix.replace('_', ""));
    if name == "Self" { "Self_".to_owned() } else { name }
}

/// All Rust types of an interface, with the suffix of the ROS name.
pub(super) fn types(interface: &Interface) -> Vec<(&'static str, String)> {
    // Events and actions themselves have no Rust type.
    let suffixes = match interface.body {
        Body::Message(_) => vec![""],
        Body::Service { .. } => vec!["_Request", "_Response", ""],
        Body::Action { .. } => ActionPart::ALL
            .into_iter()
            .filter(|part| !matches!(part, ActionPart::SendGoalEvent | ActionPart::GetResultEvent))
            .map(ActionPart::suffix)
            .collect(),
    };
    let named = |suffix| (suffix, type_name(&interface.name, suffix));
    suffixes.into_iter().map(named).collect()
}

/// Returns whether the type with `suffix` is a service, and not a message.
pub(super) fn is_service(interface: &Interface, suffix: &str) -> bool {
    match interface.body {
        Body::Message(_) => false,
        Body::Service { .. } => suffix.is_empty(),
        Body::Action { .. } => ActionPart::ALL
            .iter()
            .any(|part| part.is_service() && part.suffix() == suffix),
    }
}

/// The types that the derives generate for an interface, if the import asks for them.
pub(super) fn generated(context: &Context<'_>, interface: &Interface) -> Vec<String> {
    let messages = interface.messages();
    messages
        .flat_map(|(suffix, message)| {
            let forms = context.forms(interface, message).into_iter();
            forms.map(move |form| generated_name(&interface.name, suffix, form))
        })
        .collect()
}

/// The type that the derive generates for a message in the form `view` or `loan`.
pub(super) fn generated_name(interface: &str, suffix: &str, form: &str) -> String {
    let form = if form == "view" { "View" } else { "Loan" };
    type_name(interface, &format!("{suffix}{form}"))
}

/// Refuses packages in which two interfaces would have the same name in Rust.
pub(super) fn check(context: &Context<'_>, package: &Package) -> Result<(), ImportError> {
    let mut taken: HashMap<String, String> = HashMap::new();
    for described in &package.interfaces {
        let interface = &described.interface;
        let kind = interface.kind();
        let file = format!("{kind}::{}", module(&interface.name));
        let types = types(interface)
            .into_iter()
            .map(|(_, name)| format!("{kind}::{name}"));
        let generated = generated(context, interface);
        let generated = generated.into_iter().map(|name| format!("{kind}::{name}"));
        for rust in types.chain(generated).chain([file]) {
            if let Some(first) = taken.insert(rust.clone(), interface.type_name()) {
                return Err(ImportError::SameRustName {
                    first,
                    second: interface.type_name(),
                    rust,
                });
            }
        }
    }
    Ok(())
}

/// The path of the file of an interface.
pub(super) fn file(package: &Package, interface: &Interface) -> PathBuf {
    let file = format!("{}.rs", module(&interface.name));
    [module(&package.name).as_str(), interface.kind(), &file]
        .iter()
        .collect()
}

/// Orders names as rustfmt does: numbers by value, an underscore before everything else.
pub(super) fn version_order(name: &str) -> Vec<(u8, u128, char)> {
    let mut key = Vec::new();
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        if let Some(digit) = character.to_digit(10) {
            let mut number = u128::from(digit);
            while let Some(digit) = characters.peek().and_then(|next| next.to_digit(10)) {
                number = number.saturating_mul(10).saturating_add(u128::from(digit));
                characters.next();
            }
            key.push((1, number, '0'));
        } else {
            let class = if character == '_' { 0 } else { 2 };
            key.push((class, 0, character));
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_named_as_headers() {
        for (name, expected) in [
            ("BatteryState", "battery_state"),
            ("TFMessage", "tf_message"),
            ("UInt8", "u_int8"),
            ("PointCloud2", "point_cloud2"),
            ("UUID", "uuid"),
            ("Type", "type_"),
            ("Float32MultiArray", "float32_multi_array"),
        ] {
            assert_eq!(module(name), expected);
        }
    }

    #[test]
    fn keywords_are_raw_or_renamed() {
        assert_eq!(field("type"), ("r#type".into(), false));
        assert_eq!(field("self"), ("self_".into(), true));
        assert_eq!(field("default"), ("default".into(), false));
    }
}
