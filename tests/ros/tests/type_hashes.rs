//! Type hashes equal those in the JSON files that rosidl generated for the packages of ROS 2.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ros_z_core::action::ActionPart;
use ros_z_import::Import;
use ros_z_msgs::catalogue;
use ros_z_tests_ros::{Distribution, distributions};
use serde_json::Value;

/// All hashes in the JSON files of a distribution, by type name.
fn rosidl_hashes(distribution: &Distribution) -> BTreeMap<String, String> {
    let mut hashes = BTreeMap::new();
    for package in fs::read_dir(distribution.share()).expect("packages") {
        let package = package.expect("a package").path();
        for kind in ["msg", "srv", "action"] {
            for file in json_files(&package.join(kind)) {
                let text = fs::read_to_string(&file).expect("a JSON file");
                let json: Value = serde_json::from_str(&text).expect("JSON");
                for entry in json["type_hashes"].as_array().expect("hashes") {
                    let text = |key: &str| entry[key].as_str().expect("text").to_owned();
                    let previous = hashes.insert(text("type_name"), text("hash_string"));
                    assert!(
                        previous.is_none_or(|hash| hash == text("hash_string")),
                        "{}",
                        file.display()
                    );
                }
            }
        }
    }
    hashes
}

/// Whether the definition of a message is an `.idl` file that was not made from a `.msg` file.
fn is_written_in_idl(path: PathBuf) -> bool {
    path.with_extension("idl").is_file() && !path.with_extension("msg").is_file()
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let files = entries.map(|entry| entry.expect("a file").path());
    files
        .filter(|file| file.extension().is_some_and(|extension| extension == "json"))
        .collect()
}

#[test]
fn imported_packages_have_the_hashes_of_rosidl() {
    for distribution in distributions() {
        let theirs = rosidl_hashes(&distribution);
        let imported = Import::new()
            .with_path(distribution.share())
            .run()
            .expect("all packages");
        // Kilted has four messages in the IDL of DDS alone.
        let in_idl = imported
            .warnings()
            .iter()
            .filter(|warning| warning.contains(".idl: "))
            .count();
        assert_eq!(
            in_idl,
            if distribution.name == "kilted" { 4 } else { 0 },
            "{:?}",
            imported.warnings()
        );
        let mut compared = 0;
        for (type_name, type_hash) in imported.type_hashes() {
            // The package has definitions only: rosidl generated no code for it.
            if type_name.starts_with("test_interface_files/") {
                continue;
            }
            let hash = theirs.get(type_name);
            assert_eq!(
                hash,
                Some(&type_hash.to_string()),
                "{} {type_name}",
                distribution.name
            );
            compared += 1;
        }
        let ours: BTreeSet<_> = imported.type_hashes().iter().map(|(name, _)| name).collect();
        let others = theirs
            .keys()
            .filter(|name| !ours.contains(name))
            .filter(|name| !is_written_in_idl(distribution.share().join(name)));
        assert_eq!(
            others.collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{}",
            distribution.name
        );
        assert!(compared > 250, "only {compared} types of {}", distribution.name);
        println!("{}: {compared} hashes equal those of rosidl", distribution.name);
    }
}

#[test]
fn parts_of_actions_are_named_as_rosidl_names_them() {
    for distribution in distributions() {
        let names: BTreeSet<_> = rosidl_hashes(&distribution).into_keys().collect();
        let actions: BTreeSet<_> = names.iter().filter(|name| is_action(name)).collect();
        assert!(actions.len() >= 2, "{actions:?}");
        let expected: BTreeSet<String> = actions
            .iter()
            .flat_map(|action| {
                let parts = ActionPart::ALL.map(|part| part.type_name(action));
                parts.into_iter().chain([(*action).clone()])
            })
            .collect();
        let found = names.into_iter().filter(|name| name.contains("/action/"));
        assert_eq!(found.collect::<BTreeSet<_>>(), expected, "{}", distribution.name);
    }
}

/// Whether a name is that of an action, and not of a part of one.
fn is_action(name: &str) -> bool {
    let (_, last) = name.split_once("/action/").unwrap_or(("", "_"));
    !last.contains('_')
}

#[test]
fn messages_of_this_repository_have_the_hashes_of_rosidl() {
    for distribution in distributions() {
        let theirs = rosidl_hashes(&distribution);
        let mut compared = 0;
        for entry in catalogue::MESSAGES {
            let Some(hash) = theirs.get(entry.type_name) else {
                let package = entry.type_name.split('/').next().unwrap_or_default();
                // `messages.rs` tests these.
                assert!(
                    ["example_interfaces", "map_msgs", "statistics_msgs", "tf2_msgs"].contains(&package),
                    "{} has no {}",
                    distribution.name,
                    entry.type_name
                );
                continue;
            };
            assert_eq!(
                *hash,
                entry.type_hash().to_string(),
                "{} {}",
                distribution.name,
                entry.type_name
            );
            compared += 1;
        }
        assert!(
            compared > 130,
            "only {compared} messages of {}",
            distribution.name
        );
        println!("{}: {compared} hashes equal those of rosidl", distribution.name);
    }
}
