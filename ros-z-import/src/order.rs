//! The order of an import: each interface after those that it refers to. Refuses unknown messages, messages that contain each
//! other, and packages that depend on each other.

use std::collections::{BTreeMap, HashSet};

use crate::definition::Body;
use crate::describe::Descriptions;
use crate::error::ImportError;
use crate::position::Position;
use crate::sources::{Definition, Reference, Sources};

/// The interfaces, each after those that it refers to.
pub(crate) fn order(
    sources: &Sources,
    searched: &str,
    catalogue: &Descriptions,
) -> Result<Vec<String>, ImportError> {
    let mut order = Order {
        sources,
        catalogue,
        searched,
        done: HashSet::new(),
        path: Vec::new(),
        sorted: Vec::new(),
    };
    for name in sources.folders.iter().flat_map(|folder| &folder.interfaces) {
        order.visit(name)?;
    }
    check_packages(sources)?;
    Ok(order.sorted)
}

/// The first reference from each package to each other one.
type Uses<'a> = BTreeMap<&'a str, BTreeMap<String, (&'a Definition, Position)>>;

/// Refuses packages that depend on each other: ROS builds a package after those that it depends on.
fn check_packages(sources: &Sources) -> Result<(), ImportError> {
    let mut uses = Uses::new();
    for folder in &sources.folders {
        let definitions = folder
            .interfaces
            .iter()
            .filter_map(|name| sources.definitions.get(name));
        let used = uses.entry(&folder.name).or_default();
        for definition in definitions {
            for reference in definition.references() {
                if reference.package != folder.name {
                    used.entry(reference.package.to_owned())
                        .or_insert((definition, reference.position));
                }
            }
        }
    }
    let mut done = HashSet::new();
    for package in uses.keys() {
        visit_package(package, &uses, &mut done, &mut Vec::new())?;
    }
    Ok(())
}

fn visit_package<'a>(
    package: &'a str,
    uses: &'a Uses<'_>,
    done: &mut HashSet<&'a str>,
    path: &mut Vec<&'a str>,
) -> Result<(), ImportError> {
    let Some(used) = uses.get(package).filter(|_| !done.contains(package)) else {
        return Ok(());
    };
    path.push(package);
    for (other, (definition, position)) in used {
        if let Some(start) = path.iter().position(|before| before == other) {
            let cycle = [&path[start..], &[other]].concat();
            return Err(ImportError::CircularPackages {
                file: definition.file.clone(),
                position: *position,
                cycle: cycle.join(" → "),
            });
        }
        visit_package(other, uses, done, path)?;
    }
    path.pop();
    done.insert(package);
    Ok(())
}

/// A walk along references.
struct Order<'a> {
    sources: &'a Sources,
    catalogue: &'a Descriptions,
    searched: &'a str,
    done: HashSet<String>,
    /// The messages that are being walked through, each with the position of its field that contains the next.
    path: Vec<(String, Position)>,
    sorted: Vec<String>,
}

impl Order<'_> {
    fn visit(&mut self, name: &str) -> Result<(), ImportError> {
        if self.done.contains(name) {
            return Ok(());
        }
        let Some(definition) = self.sources.definitions.get(name) else {
            return Ok(());
        };
        if let Some(start) = self.path.iter().position(|(other, _)| other == name) {
            let mut cycle: Vec<_> = self.path[start..].iter().map(|(name, _)| name.as_str()).collect();
            cycle.push(name);
            return Err(ImportError::Circular {
                file: definition.file.clone(),
                position: self.path[start].1,
                cycle: cycle.join(" → "),
            });
        }
        self.path.push((name.to_owned(), Position::default()));
        for reference in definition.references() {
            if let Some((_, position)) = self.path.last_mut() {
                *position = reference.position;
            }
            if self.sources.definitions.contains_key(&reference.type_name) {
                self.visit(&reference.type_name)?;
            } else if self.catalogue.get(&reference.type_name).is_none() {
                return Err(self.unknown(definition, reference));
            }
        }
        if !matches!(definition.interface.body, Body::Message(_)) {
            for used in [
                "service_msgs/msg/ServiceEventInfo",
                "unique_identifier_msgs/msg/UUID",
                "builtin_interfaces/msg/Time",
            ] {
                self.visit(used)?;
            }
        }
        self.path.pop();
        self.done.insert(name.to_owned());
        self.sorted.push(name.to_owned());
        Ok(())
    }

    fn unknown(&self, definition: &Definition, reference: Reference<'_>) -> ImportError {
        let name = reference.type_name.rsplit_once('/').map_or("", |(_, name)| name);
        let ending = format!("/msg/{name}");
        let mut elsewhere: Vec<_> = ros_z_msgs::catalogue::MESSAGES
            .iter()
            .map(|entry| entry.type_name)
            .chain(self.sources.definitions.keys().map(String::as_str))
            .filter(|other| other.ends_with(&ending))
            .map(|other| format!("`{}`", other.replacen("/msg/", "/", 1)))
            .collect();
        elsewhere.sort();
        let hint = if elsewhere.is_empty() {
            format!(
                "; pass the folder of `{}`, or source a ROS installation that has it",
                reference.package
            )
        } else {
            format!("; did you mean {}?", elsewhere.join(" or "))
        };
        ImportError::UnknownType {
            file: definition.file.clone(),
            position: reference.position,
            type_name: reference.type_name,
            searched: self.searched.to_owned(),
            hint,
        }
    }
}
