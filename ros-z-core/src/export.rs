//! `.msg` text from a type, for tools and for colleagues who do not use Rust.

use crate::message::{BaseType, Collection, ConstantDescription, FieldType, RosMessage, TypeDescription};
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use core::fmt::Write as _;

/// The rule between the definitions of one text: 80 equals signs.
const RULER: &str = "================================================================================";

/// Gives the `.msg` definition of a message type and of all types that it refers to, in the
/// `ros2msg` form of rosbag2 and MCAP: each further type behind a ruler and a `MSG: pkg/Name` line.
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, export};
///
/// /// Where to go next.
/// #[derive(RosMessage)]
/// #[ros(package = "demo_msgs")]
/// struct Waypoint {
///     /// Metres.
///     position: [f64; 3],
///     #[ros(max_len = 16)]
///     name: String,
/// }
///
/// assert_eq!(
///     export::msg_definition::<Waypoint>(),
///     "# Where to go next.\n\n# Metres.\nfloat64[3] position\nstring<=16 name\n"
/// );
/// ```
#[must_use]
pub fn msg_definition<T: RosMessage>() -> String {
    let description = T::type_description();
    let mut text = msg_text(&description);
    let mut seen = BTreeSet::from([description.type_name]);
    let mut queue = Vec::new();
    enqueue(&description, &mut seen, &mut queue);
    let mut next = 0;
    while let Some(&nested) = queue.get(next) {
        next += 1;
        text += RULER;
        text += "\nMSG: ";
        text += &short_name(nested.type_name);
        text += "\n";
        text += &msg_text(nested);
        enqueue(nested, &mut seen, &mut queue);
    }
    text
}

/// Appends the types that `description` refers to and that are not there yet.
fn enqueue(
    description: &TypeDescription,
    seen: &mut BTreeSet<&'static str>,
    queue: &mut Vec<&'static TypeDescription>,
) {
    for nested in description
        .fields
        .iter()
        .filter_map(|field| field.field_type.nested)
    {
        if seen.insert(nested.type_name) {
            queue.push(nested);
        }
    }
}

/// The text of one `.msg` file.
pub(crate) fn msg_text(description: &TypeDescription) -> String {
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
        let _ = writeln!(text, "{} {}", type_text(&field.field_type), field.name);
    }
    text
}

/// The constants of all enums among the fields, with the names that they get in the message: their own,
/// with that of their enum in front if another enum of the message has one of the same name.
fn constants(description: &TypeDescription) -> Vec<(String, &'static ConstantDescription)> {
    let mut enums: Vec<&FieldType> = Vec::new();
    for field in description.fields {
        let known = |other: &&FieldType| {
            other.enum_name == field.field_type.enum_name && other.constants == field.field_type.constants
        };
        if !field.field_type.constants.is_empty() && !enums.iter().any(known) {
            enums.push(&field.field_type);
        }
    }
    let mut constants = Vec::new();
    for (index, of) in enums.iter().enumerate() {
        for constant in of.constants {
            let clashes = enums.iter().enumerate().any(|(other, others)| {
                other != index && others.constants.iter().any(|other| other.name == constant.name)
            });
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

/// `DriveState` as `DRIVE_STATE`.
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

fn comment(text: &mut String, doc: &str) {
    for line in doc.lines() {
        let _ = writeln!(text, "{}", alloc::format!("# {line}").trim_end());
    }
}

/// `pkg/msg/Name` as a `.msg` file writes it.
fn short_name(type_name: &str) -> String {
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
