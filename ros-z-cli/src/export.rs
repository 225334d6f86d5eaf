//! `rosz export`: ROS packages of types that were seen on the graph.

use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::{Output, note};
use crate::types::{FoundType, TypeArguments, find_by_name, static_description};
use clap::Args;
use ros_z::core::export::Package;
use ros_z::core::{TypeDescription, TypeHash};
use ros_z::msgs::catalogue;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The command line of `rosz export`.
#[derive(Args, Debug)]
pub(crate) struct ExportArguments {
    /// Topics and services, such as /chatter, and types, such as demo_msgs/msg/Speed
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,

    /// Folder to write to; each package gets a folder in it
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,

    #[command(flatten)]
    types: TypeArguments,
}

#[derive(Serialize)]
struct PackageReport {
    package: String,
    written: Vec<PathBuf>,
    unchanged: Vec<PathBuf>,
    stale: Vec<PathBuf>,
}

/// The types to export, by package.
#[derive(Default)]
struct Packages {
    packages: BTreeMap<String, BTreeMap<&'static str, TypeDescription>>,
}

impl Packages {
    /// Adds a type, and the types that it refers to.
    fn add(&mut self, description: &TypeDescription) {
        let mut queue = vec![*description];
        while let Some(next) = queue.pop() {
            let package = next.type_name.split('/').next().unwrap_or_default();
            let of_package = self.packages.entry(package.to_owned()).or_default();
            if is_installed_everywhere(&next) || of_package.insert(next.type_name, next).is_some() {
                continue;
            }
            queue.extend(
                next.fields
                    .iter()
                    .filter_map(|field| field.field_type.nested.copied()),
            );
        }
        self.packages.retain(|_, types| !types.is_empty());
    }
}

/// Returns whether ROS 2 itself has the type.
fn is_installed_everywhere(description: &TypeDescription) -> bool {
    catalogue::describe(description.type_name)
        .is_some_and(|known| TypeHash::of(&known) == TypeHash::of(description))
}

/// Writes the packages.
pub(crate) fn run(arguments: &ExportArguments, network: &NetworkArguments, output: Output) -> Result {
    let mut packages = Packages::default();
    for name in &arguments.names {
        let Some(FoundType { schema, .. }) = find_by_name(name, network, &arguments.types)? else {
            return Ok(Outcome::Nothing);
        };
        packages.add(&static_description(&schema));
    }
    if packages.packages.is_empty() {
        note("nothing to export: all of these types are part of ROS 2");
        return Ok(Outcome::Nothing);
    }
    let mut reports = Vec::new();
    for (name, types) in packages.packages {
        let exported = package(&name, &types).write(arguments.out.join(&name))?;
        output.line(format_args!(
            "{name}: {} files written, {} unchanged",
            exported.written.len(),
            exported.unchanged.len()
        ))?;
        reports.push(PackageReport {
            package: name,
            written: exported.written,
            unchanged: exported.unchanged,
            stale: exported.stale,
        });
    }
    output.document(&reports)?;
    Ok(Outcome::Found)
}

fn package(name: &str, types: &BTreeMap<&'static str, TypeDescription>) -> Package {
    let mut package = Package::new(name);
    for (type_name, description) in types {
        let part = |suffix: &str| types.get(format!("{type_name}{suffix}").as_str());
        match (part("_Request"), part("_Response")) {
            (Some(request), Some(response)) => {
                package = package.with_service_description(type_name, *request, *response);
            }
            _ if type_name.contains("/msg/") => package = package.with_message_description(*description),
            // A part of a service.
            _ => {}
        }
    }
    package
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z::core::dynamic::{DescribedField, DescribedType, Description, Schema};

    #[test]
    fn a_type_is_exported_with_those_that_ros_does_not_have() {
        let field = |name: &str, nested: &str| {
            let mut field = DescribedField::new(name, 1);
            field.field_type.nested_type_name = nested.into();
            field
        };
        let description = Description {
            type_description: DescribedType {
                type_name: "demo_msgs/msg/Route".into(),
                fields: vec![field("next", "other_msgs/msg/Place")],
            },
            referenced_type_descriptions: vec![DescribedType {
                type_name: "other_msgs/msg/Place".into(),
                fields: vec![DescribedField::new("x", 11)],
            }],
        };
        let mut packages = Packages::default();
        packages.add(&static_description(&Schema::new(&description).unwrap()));
        packages.add(&catalogue::describe("std_msgs/msg/Header").unwrap());
        let names: Vec<&str> = packages.packages.keys().map(String::as_str).collect();
        assert_eq!(names, ["demo_msgs", "other_msgs"]);
        let folder = std::env::temp_dir().join(format!("rosz-export-{}", std::process::id()));
        let demo = package("demo_msgs", &packages.packages["demo_msgs"]);
        demo.write(&folder).unwrap();
        let text = std::fs::read_to_string(folder.join("msg/Route.msg")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(text.ends_with("other_msgs/Place next\n"), "{text}");
    }
}
