//! Definitions in recordings: the schema of a `ros2msg` text. `ros_z_core::export` writes such texts.

use ros_z_core::dynamic::{DescribedField, DescribedFieldType, DescribedType, Description, Schema};
use ros_z_import::{Body, Collection, ElementType, FieldType, Message, Primitive, parse_file};
use std::path::PathBuf;

/// Most messages in a definition, as in a schema.
const MAX_TYPES: usize = 512;

/// Reads the definition of a message and of all messages that it refers to. Returns `None` if it is not valid.
pub(crate) fn parse(type_name: &str, text: &str) -> Option<Schema> {
    let mut types = Vec::new();
    let mut name = type_name.to_owned();
    let mut part = String::new();
    let mut lines = text.lines();
    loop {
        let line = lines.next();
        if let Some(line) = line.filter(|line| !is_ruler(line)) {
            part.push_str(line);
            part.push('\n');
            continue;
        }
        types.push(describe(&name, &part)?);
        if line.is_none() {
            break;
        }
        if types.len() > MAX_TYPES {
            return None;
        }
        name = lines.next()?.strip_prefix("MSG:")?.trim().to_owned();
        part.clear();
    }
    let mut types = types.into_iter();
    let description = Description {
        type_description: types.next()?,
        referenced_type_descriptions: types.collect(),
    };
    Schema::new(&description).ok()
}

fn is_ruler(line: &str) -> bool {
    line.len() >= 40 && line.bytes().all(|byte| byte == b'=')
}

/// Describes the message `pkg/Name` or `pkg/msg/Name`.
fn describe(name: &str, text: &str) -> Option<DescribedType> {
    let (package, rest) = name.split_once('/')?;
    let (kind, name) = rest.rsplit_once('/').unwrap_or(("msg", rest));
    // A `.msg` file is read in the same way, whatever the kind of the type.
    let file = PathBuf::from(format!("msg/{name}.msg"));
    let parsed = parse_file(package, &file, text.as_bytes()).ok()?;
    match parsed.interface.body {
        Body::Message(message) => Some(DescribedType {
            type_name: format!("{package}/{kind}/{name}"),
            fields: fields(&message)?,
        }),
        _ => None,
    }
}

fn fields(message: &Message) -> Option<Vec<DescribedField>> {
    let described = message.fields.iter().map(|field| {
        Some(DescribedField {
            name: field.name.clone(),
            field_type: field_type(&field.field_type)?,
            default_value: String::new(),
        })
    });
    described.collect()
}

fn field_type(field: &FieldType) -> Option<DescribedFieldType> {
    let number = |number: usize| u64::try_from(number).ok();
    let (base, string_capacity, nested_type_name) = match &field.element {
        ElementType::Message { package, name } => (1, None, format!("{package}/msg/{name}")),
        ElementType::Primitive {
            primitive,
            string_bound,
        } => (
            type_id(*primitive, string_bound.is_some()),
            *string_bound,
            String::new(),
        ),
    };
    // rosidl reads the bound of the wide strings in a sequence as one of the sequence, too.
    let collection = match (&field.element, field.collection, string_capacity) {
        (
            ElementType::Primitive {
                primitive: Primitive::Wstring,
                ..
            },
            Collection::Unbounded,
            Some(bound),
        ) => Collection::Bounded(bound),
        (_, collection, _) => collection,
    };
    let (kind, capacity) = match collection {
        Collection::Single => (0, 0),
        Collection::Array(len) => (48, len),
        Collection::Bounded(bound) => (96, bound),
        Collection::Unbounded => (144, 0),
    };
    Some(DescribedFieldType {
        type_id: base + kind,
        capacity: number(capacity)?,
        string_capacity: number(string_capacity.unwrap_or_default())?,
        nested_type_name,
    })
}

/// The number of a type in REP 2016.
const fn type_id(primitive: Primitive, is_bounded: bool) -> u8 {
    match primitive {
        Primitive::Int8 => 2,
        // A `char` is a `uint8` in ROS 2.
        Primitive::Uint8 | Primitive::Char => 3,
        Primitive::Int16 => 4,
        Primitive::Uint16 => 5,
        Primitive::Int32 => 6,
        Primitive::Uint32 => 7,
        Primitive::Int64 => 8,
        Primitive::Uint64 => 9,
        Primitive::Float32 => 10,
        Primitive::Float64 => 11,
        Primitive::Bool => 15,
        Primitive::Byte => 16,
        Primitive::String if is_bounded => 21,
        Primitive::String => 17,
        Primitive::Wstring if is_bounded => 22,
        Primitive::Wstring => 18,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z::msgs::catalogue::MESSAGES;
    use ros_z_core::export;

    #[test]
    fn the_definitions_of_all_messages_have_the_hash_of_the_message() {
        for entry in MESSAGES {
            let description = (entry.type_description)();
            let text = export::msg_definition_of(&description);
            let schema = parse(entry.type_name, &text);
            let hash = schema.as_ref().map(Schema::type_hash);
            assert_eq!(hash, Some(entry.type_hash()), "{text}");
            let schema = Schema::from_type_description(&description).expect("a valid description");
            let text = export::schema_definition(&schema);
            let hash = parse(entry.type_name, &text).map(|schema| schema.type_hash());
            assert_eq!(hash, Some(entry.type_hash()), "{text}");
        }
    }

    #[test]
    fn texts_that_are_no_definitions_are_refused() {
        let ruler = "=".repeat(80);
        for text in [
            "string",
            "other_msgs/Missing value",
            "a_msgs/A a",
            &format!("uint8 a\n{ruler}\n"),
            &format!("uint8 a\n{ruler}\nIDL: a_msgs/B\nuint8 b"),
            &format!("a_msgs/B a\n{ruler}\nMSG: a_msgs/B\na_msgs/A b"),
            "int64 a\n---\nint64 b",
        ] {
            assert!(parse("a_msgs/msg/A", text).is_none(), "{text}");
        }
        assert!(parse("A", "uint8 a").is_none() && parse("", "").is_none());
    }
}
