//! `rosz interface show`: the definition of a type, with the fields of the types that it refers to.

use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::Output;
use crate::types::{TypeArguments, find_by_name, static_description};
use clap::Args;
use ros_z::core::export::msg_file;
use ros_z::core::{TypeDescription, TypeHash};
use ros_z::msgs::catalogue;
use serde::Serialize;

/// The most lines that are printed. Types that refer to each other often enough have any number of lines.
const MOST_LINES: usize = 10_000;

#[derive(Args, Debug)]
pub(super) struct ShowArguments {
    /// Name of a type, such as std_msgs/msg/String, or of a running topic or service, such as /chatter
    name: String,

    #[command(flatten)]
    types: TypeArguments,
}

#[derive(Serialize)]
struct TypeReport {
    #[serde(rename = "type")]
    type_name: String,
    type_hash: String,
    source: String,
    definition: String,
}

pub(super) fn run(arguments: &ShowArguments, network: &NetworkArguments, output: Output) -> Result {
    let Some(found) = find_by_name(&arguments.name, network, &arguments.types)? else {
        return Ok(Outcome::Nothing);
    };
    let schema = &found.schema;
    // A description has no comments and no constants. The messages of this library have both.
    let known = catalogue::describe(schema.type_name());
    let known = known.filter(|known| TypeHash::of(known) == schema.type_hash());
    let description = known.unwrap_or_else(|| static_description(schema));
    let definition = definition(&description);
    output.document(&TypeReport {
        type_name: schema.type_name().into(),
        type_hash: schema.type_hash().to_string(),
        source: found.source,
        definition: definition.clone(),
    })?;
    output.line(definition.trim_end())?;
    Ok(Outcome::Found)
}

/// Returns the definition of a message, or of a service: its request and its response.
fn definition(description: &TypeDescription) -> String {
    let mut text = Text::default();
    let part = |suffix: &str| {
        let name = format!("{}{suffix}", description.type_name);
        let mut types = description
            .fields
            .iter()
            .filter_map(|field| field.field_type.nested);
        types.find(|nested| nested.type_name == name)
    };
    match (part("_Request"), part("_Response")) {
        (Some(request), Some(response)) => {
            text.add(request, 0);
            text.line("---", 0);
            text.add(response, 0);
        }
        _ => text.add(description, 0),
    }
    text.text
}

/// The lines so far.
#[derive(Default)]
struct Text {
    text: String,
    lines: usize,
}

impl Text {
    fn line(&mut self, line: &str, indent: usize) {
        self.lines += 1;
        if !line.is_empty() {
            self.text += &"\t".repeat(indent);
            self.text += line;
        }
        self.text.push('\n');
    }

    /// Adds the lines of a type, and after each field of a message type the lines of that type.
    fn add(&mut self, description: &TypeDescription, indent: usize) {
        for line in msg_file(description).lines() {
            let is_detail = line.is_empty() || line.starts_with('#');
            if self.lines >= MOST_LINES || (indent > 0 && is_detail) {
                continue;
            }
            self.line(line, indent);
            let mut words = line.split(' ').skip(1);
            let name = words.next().unwrap_or_default();
            let field = description.fields.iter().find(|field| field.name == name);
            if let Some(nested) = field
                .and_then(|field| field.field_type.nested)
                .filter(|_| !is_detail)
            {
                self.add(nested, indent + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_types_are_indented() {
        let point = catalogue::describe("geometry_msgs/msg/PointStamped").unwrap();
        let text = definition(&point);
        assert!(
            text.contains("std_msgs/Header header\n\tbuiltin_interfaces/Time stamp\n\t\tint32 sec\n"),
            "{text}"
        );
        assert!(
            text.contains("geometry_msgs/Point point\n\tfloat64 x 0\n")
                || text.contains("geometry_msgs/Point point\n\tfloat64 x\n"),
            "{text}"
        );
    }

    #[test]
    fn a_service_has_two_parts() {
        let service = catalogue::describe("example_interfaces/srv/AddTwoInts").unwrap();
        let text = definition(&service);
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .collect();
        assert_eq!(lines, ["int64 a", "int64 b", "---", "int64 sum"]);
    }
}
