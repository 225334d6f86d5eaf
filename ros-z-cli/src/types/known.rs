//! All types that can be described without asking a node, and types named by a topic or service.

use super::{FoundType, TypeArguments, WantedType, find, from_ament, from_recording};
use crate::exit::Result;
use crate::graph::{announced_types, no_name, settled, warn_of_conflict};
use crate::network::NetworkArguments;
use crate::output::note;
use ros_z::msgs::catalogue;
use ros_z_import::Import;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Returns the names of the messages and services of this library, of installed packages, and of the folders and recordings of
/// the command line.
pub(crate) fn known_types(arguments: &TypeArguments) -> Result<BTreeSet<String>> {
    let entries = catalogue::MESSAGES.iter().chain(catalogue::SERVICES);
    let mut names: BTreeSet<String> = entries.map(|entry| entry.type_name.to_owned()).collect();
    for prefix in from_ament::prefixes() {
        add_installed(&prefix, &mut names);
    }
    for folder in &arguments.folders {
        if from_recording::is_recording(folder) {
            names.extend(from_recording::names(folder)?);
            continue;
        }
        let imported = Import::new().with_path(folder).with_ament_prefix_path().run()?;
        let is_whole = |name: &str| name.rsplit('/').next().is_some_and(|last| !last.contains('_'));
        let described = imported
            .type_descriptions()
            .iter()
            .map(|description| description.type_name);
        names.extend(described.filter(|name| is_whole(name)).map(str::to_owned));
    }
    Ok(names)
}

/// Adds the types in the index of installed packages, which has a file for each package with the names of its definitions.
fn add_installed(prefix: &Path, names: &mut BTreeSet<String>) {
    let index = prefix.join("share/ament_index/resource_index/rosidl_interfaces");
    for entry in fs::read_dir(index).into_iter().flatten().flatten() {
        let package = entry.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(entry.path()).unwrap_or_default();
        for line in text.lines() {
            let Some((kind, file)) = line.trim().split_once('/') else {
                continue;
            };
            if let Some(name) = file.strip_suffix(&format!(".{kind}")) {
                names.insert(format!("{package}/{kind}/{name}"));
            }
        }
    }
}

/// Looks for a type by its name, or by the name of a topic or service, which starts with `/`. `None` if there is no such
/// topic or service, after a note about it.
pub(crate) fn find_by_name(
    name: &str,
    network: &NetworkArguments,
    arguments: &TypeArguments,
) -> Result<Option<FoundType>> {
    if !name.starts_with('/') {
        // `std_srvs/Trigger` may be a message or a service.
        let found = find(&WantedType::named(name), None, &[], arguments);
        return match (found, name.split('/').count()) {
            // If it is neither, the error is about the message.
            (Err(error), 2) => {
                let service = find(&WantedType::service(name), None, &[], arguments);
                Ok(Some(service.map_err(|_| error)?))
            }
            (found, _) => Ok(Some(found?)),
        };
    }
    let context = network.open()?;
    let graph = settled(&context, network)?;
    let endpoints = |graph: &ros_z::Graph| {
        let mut endpoints = graph.publishers(name);
        endpoints.extend(graph.subscriptions(name));
        endpoints.extend(graph.servers(name));
        endpoints.extend(graph.clients(name));
        endpoints
    };
    let _ = graph.wait_until(network.spin_time(), |graph| !endpoints(graph).is_empty());
    let endpoints = endpoints(&graph);
    let types = announced_types(&endpoints);
    warn_of_conflict(name, &types);
    let Some((announced, _)) = types.first() else {
        note(no_name(&graph, name));
        return Ok(None);
    };
    let wanted = WantedType::announced(&announced.name, &announced.hash)?;
    let node = network.node(&context)?;
    let users: Vec<_> = endpoints.into_iter().map(|endpoint| endpoint.node).collect();
    Ok(Some(find(&wanted, Some(&node), &users, arguments)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_of_installed_packages_is_read() {
        let prefix = std::env::temp_dir().join(format!("rosz-known-{}", std::process::id()));
        let index = prefix.join("share/ament_index/resource_index/rosidl_interfaces");
        fs::create_dir_all(&index).unwrap();
        fs::write(
            index.join("demo_msgs"),
            "msg/Speed.idl\nmsg/Speed.msg\nsrv/Dock.srv\nnonsense\n",
        )
        .unwrap();
        let mut names = BTreeSet::new();
        add_installed(&prefix, &mut names);
        fs::remove_dir_all(&prefix).unwrap();
        assert_eq!(
            names,
            BTreeSet::from(["demo_msgs/msg/Speed".to_owned(), "demo_msgs/srv/Dock".to_owned()])
        );
    }
}
