//! Type hashes equal those in the JSON files that rosidl generated for the packages of ROS 2.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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
        for found in imported.types() {
            // The package has definitions only: rosidl generated no code for it.
            if found.type_name.starts_with("test_interface_files/") {
                continue;
            }
            let hash = theirs.get(&found.type_name);
            assert_eq!(
                hash,
                Some(&found.type_hash.to_string()),
                "{} {}",
                distribution.name,
                found.type_name
            );
            compared += 1;
        }
        // Events of services, and actions themselves, have no Rust type.
        let others = theirs
            .keys()
            .filter(|name| !imported.types().iter().any(|found| found.type_name == **name))
            .filter(|name| !name.ends_with("_Event") && !name.contains("/action/"))
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
fn messages_of_this_repository_have_the_hashes_of_rosidl() {
    for distribution in distributions() {
        let theirs = rosidl_hashes(&distribution);
        let mut compared = 0;
        for entry in catalogue::MESSAGES {
            let Some(hash) = theirs.get(entry.type_name) else {
                let package = entry.type_name.split('/').next().unwrap_or_default();
                assert!(
                    ["statistics_msgs", "tf2_msgs"].contains(&package),
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
