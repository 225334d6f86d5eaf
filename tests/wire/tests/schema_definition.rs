//! The `.msg` definition of a schema agrees with that of the Rust type.

use ros_z_core::dynamic::{DescribedField, DescribedType, Description, Schema};
use ros_z_core::{RosMessage, TypeDescription, export};
use ros_z_msgs::catalogue;
use ros_z_tests_wire::rosidl_types::Defaults;

/// Removes what a description does not have: comments, constants and `char`.
fn described(definition: &str) -> String {
    let is_constant = |line: &str| {
        let name = line.split(' ').nth(1).unwrap_or_default();
        name.split_once('=')
            .is_some_and(|(name, _)| name == name.to_uppercase())
    };
    let kept = definition
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let kept = kept.filter(|line| line.starts_with("====") || !is_constant(line));
    // An empty default value of a description means none.
    let kept = kept.map(|line| line.strip_suffix(" \"\"").unwrap_or(line));
    let lines = kept.map(|line| match line.strip_prefix("char") {
        Some(rest) => format!("uint8{rest}\n"),
        None => format!("{line}\n"),
    });
    lines.collect()
}

fn assert_agrees(description: &TypeDescription) {
    let schema = Schema::from_type_description(description).expect("the description of a Rust type is valid");
    assert_eq!(
        export::schema_definition(&schema),
        described(&export::msg_definition_of(description)),
        "{}",
        description.type_name
    );
}

#[test]
fn schemas_of_all_messages_have_the_definition_of_the_rust_type() {
    assert!(catalogue::MESSAGES.len() > 100);
    for entry in catalogue::MESSAGES {
        assert_agrees(&(entry.type_description)());
    }
}

#[test]
fn a_schema_has_the_default_values_of_the_rust_type() {
    assert_agrees(&Defaults::type_description());
    let schema = Schema::of::<Defaults>().expect("the description of a Rust type is valid");
    let text = export::schema_definition(&schema);
    assert!(text.contains("float64[2] floats [0.5, -0.25]\n"), "{text}");
}

#[test]
fn a_default_value_of_a_foreign_description_cannot_add_a_line() {
    let mut field = DescribedField::new("data", 17);
    field.default_value = "a\"\nint32 injected".into();
    let description = Description {
        type_description: DescribedType {
            type_name: "demo_msgs/msg/Text".into(),
            fields: vec![field],
        },
        referenced_type_descriptions: vec![],
    };
    let schema = Schema::new(&description).expect("the description is valid");
    assert_eq!(export::schema_definition(&schema), "string data\n");
}
