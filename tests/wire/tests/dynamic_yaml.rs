//! Messages that are known only by their description are displayed as `ros2 topic echo` displays them. The expected
//! texts are from rosidl_runtime_py of ROS 2 Jazzy and PyYAML 6.0.4, see `data/golden/README.md`.

use ros_z_core::dynamic::{Description, DynamicView, Schema, YamlOptions};
use ros_z_tests_wire::hex;
use ros_z_tests_wire::vectors::{lines, text};
use serde_json::Value;

const VECTORS: &str = include_str!("../data/golden/yaml.jsonl");

fn options(name: &str) -> YamlOptions {
    let all = YamlOptions::new();
    match name {
        "" => all,
        "flow" => all.with_flow_style(),
        "no_arr" => all.without_arrays(),
        "no_str" => all.without_strings(),
        "truncate" => all.with_truncate_length(3),
        "flow_truncate" => all.with_flow_style().with_truncate_length(2).without_strings(),
        other => panic!("no options {other}"),
    }
}

/// Checks the texts of a file with descriptions, each followed by messages of its type.
fn check(vectors: &[Value]) -> usize {
    let mut schema = None;
    let mut compared = 0;
    for line in vectors {
        if !line["description"].is_null() {
            let description = serde_json::from_value::<Description>(line["description"].clone());
            let description = description.expect("the JSON of rosidl is a description");
            schema = Some(Schema::new(&description).unwrap_or_else(|error| panic!("{error}")));
            continue;
        }
        let schema = schema.as_ref().expect("the description is before its messages");
        let bytes = hex::decode(text(line, "message"));
        let view = DynamicView::new(schema, &bytes).unwrap_or_else(|error| panic!("{error}"));
        for (name, expected) in line["yaml"].as_object().expect("texts by options") {
            let shown = format!("{}\n", view.yaml(options(name)));
            assert_eq!(
                Some(shown.as_str()),
                expected.as_str(),
                "{} {name:?} of {line}",
                schema.type_name()
            );
            compared += 1;
        }
    }
    compared
}

#[test]
fn messages_are_displayed_like_ros2_topic_echo() {
    // More of them can be compared: a file in the same form, of any number of messages.
    let vectors = match std::env::var("ROS_Z_YAML_VECTORS") {
        Ok(path) => lines(&std::fs::read_to_string(path).expect("the file is readable")),
        Err(_) => lines(VECTORS),
    };
    let compared = check(&vectors);
    assert!(compared > 300, "only {compared} texts");
    println!("{compared} texts are the same");
}
