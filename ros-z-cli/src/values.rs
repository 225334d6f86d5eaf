//! Messages from the YAML or JSON of a command line.

use crate::exit::{Result, UsageError};
use ros_z::core::dynamic::{DynamicMessage, Schema};
use serde_yaml::Value;
use std::time::{SystemTime, UNIX_EPOCH};

/// The values of a message, read but not yet converted: `now` and `auto` depend on the time of publishing.
#[derive(Clone, Debug)]
pub(crate) struct Values {
    yaml: Value,
}

impl Values {
    /// Reads YAML, of which JSON is a part. An empty text is a message with its default values.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let yaml: Value = serde_yaml::from_str(text)
            .map_err(|error| UsageError(format!("the values are not YAML: {error}")))?;
        match yaml {
            Value::Null => Ok(Self {
                yaml: Value::Mapping(serde_yaml::Mapping::new()),
            }),
            Value::Mapping(_) => Ok(Self { yaml }),
            _ => Err(UsageError("the values are not a map of fields, such as `{data: hello}`".into()).into()),
        }
    }

    /// Builds the message. As with `ros2 topic pub`, `now` is a `builtin_interfaces/msg/Time` and `auto` a
    /// `std_msgs/msg/Header` with the current time.
    pub(crate) fn message(&self, schema: &Schema) -> Result<DynamicMessage> {
        let mut yaml = self.yaml.clone();
        fill_in_time(&mut yaml, schema);
        DynamicMessage::deserialize(schema, yaml).map_err(|error| UsageError(error.to_string()).into())
    }
}

fn fill_in_time(value: &mut Value, schema: &Schema) {
    match value {
        Value::String(text) => {
            let is_time = text == "now" && schema.type_name() == "builtin_interfaces/msg/Time";
            let is_header = text == "auto" && schema.type_name() == "std_msgs/msg/Header";
            if is_time {
                *value = now();
            } else if is_header {
                *value = map([("stamp", now())]);
            }
        }
        Value::Sequence(elements) => elements
            .iter_mut()
            .for_each(|element| fill_in_time(element, schema)),
        Value::Mapping(fields) => {
            for (name, value) in fields {
                let field = schema
                    .fields()
                    .iter()
                    .find(|field| Some(field.name()) == name.as_str());
                let nested = field.and_then(|field| schema.referenced(field.nested_name()?));
                if let Some(nested) = nested {
                    fill_in_time(value, &nested);
                }
            }
        }
        _ => {}
    }
}

fn now() -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    map([
        ("sec", now.as_secs().into()),
        ("nanosec", now.subsec_nanos().into()),
    ])
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries
        .into_iter()
        .map(|(name, value)| (Value::from(name), value));
    Value::Mapping(entries.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z::msgs::geometry_msgs::PointStamped;

    #[test]
    fn yaml_and_json_are_messages() {
        let schema = Schema::of::<PointStamped>().unwrap();
        for text in ["{point: {x: 1, y: 2.5}}", r#"{"point": {"x": 1.0, "y": 2.5}}"#] {
            let message = Values::parse(text).unwrap().message(&schema).unwrap();
            assert_eq!(message.get("point.y").unwrap().as_f64(), Some(2.5), "{text}");
        }
        let empty = Values::parse("").unwrap().message(&schema).unwrap();
        assert_eq!(empty, DynamicMessage::new(&schema));
    }

    #[test]
    fn auto_is_a_header_with_the_time() {
        let schema = Schema::of::<PointStamped>().unwrap();
        let message = Values::parse("{header: auto}").unwrap().message(&schema).unwrap();
        assert!(message.get("header.stamp.sec").unwrap().as_f64().unwrap() > 1e9);
        let message = Values::parse("{header: {stamp: now, frame_id: now}}").unwrap();
        let message = message.message(&schema).unwrap();
        assert_eq!(message.get("header.frame_id").unwrap().as_str(), Some("now"));
        assert!(message.get("header.stamp.sec").unwrap().as_f64().unwrap() > 1e9);
    }

    #[test]
    fn wrong_values_are_usage_errors() {
        let schema = Schema::of::<PointStamped>().unwrap();
        for text in ["{point: {z: fast}}", "{pint: 1}", "[1]", "{", "hello"] {
            let error = Values::parse(text)
                .and_then(|values| values.message(&schema))
                .unwrap_err();
            assert!(error.is::<UsageError>(), "{text}: {error}");
        }
    }
}
