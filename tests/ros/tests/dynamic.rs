//! Messages of ROS 2 that are known only by the JSON files that rosidl installs: their hashes are those in the files, and
//! rclpy has the same default values, bytes and texts.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;

use ros_z_core::dynamic::{Description, DynamicMessage, DynamicView, Schema};
use ros_z_core::to_vec;
use ros_z_tests_ros::{Distribution, distributions};
use serde_json::Value;

/// Random values of each type, besides its default.
const VALUES: usize = 10;

/// The messages of all packages, by name; checks the hashes in their files.
fn schemas(distribution: &Distribution) -> BTreeMap<String, Schema> {
    let mut schemas = BTreeMap::new();
    let mut hashes = 0;
    for package in fs::read_dir(distribution.share()).expect("packages") {
        let package = package.expect("a package").path();
        for kind in ["msg", "srv", "action"] {
            let Ok(files) = fs::read_dir(package.join(kind)) else {
                continue;
            };
            let files = files.map(|file| file.expect("a file").path());
            for file in files.filter(|file| file.extension().is_some_and(|extension| extension == "json")) {
                let text = fs::read_to_string(&file).expect("a JSON file");
                let json: Value = serde_json::from_str(&text).expect("JSON");
                let description: Description =
                    serde_json::from_value(json["type_description_msg"].clone()).expect("a description");
                let schema = match Schema::new(&description) {
                    Ok(schema) => schema,
                    Err(error) => panic!("{}: {error}", file.display()),
                };
                for entry in json["type_hashes"].as_array().expect("hashes") {
                    let name = entry["type_name"].as_str().expect("a name");
                    let Some(nested) = schema.referenced(name) else {
                        panic!("{} does not refer to {name}", file.display());
                    };
                    assert_eq!(entry["hash_string"], nested.type_hash().to_string(), "{name}");
                    hashes += 1;
                }
                if kind == "msg" {
                    schemas.insert(schema.type_name().to_owned(), schema);
                }
            }
        }
    }
    println!("{}: {hashes} hashes equal those of rosidl", distribution.name);
    schemas
}

/// Checks that rclpy's bytes are ours, except for what it appends and leaves undefined in padding.
fn assert_same_bytes(name: &str, ours: &[u8], theirs: &[u8]) {
    let is_same = ours.len() <= theirs.len()
        && ours
            .iter()
            .zip(theirs)
            .all(|(&ours, &theirs)| ours == theirs || ours == 0);
    assert!(is_same, "{name}: {ours:02x?} is not {theirs:02x?}");
}

#[test]
fn messages_known_by_their_description_are_those_of_rclpy() {
    for distribution in distributions() {
        let schemas = schemas(&distribution);
        let names = schemas.keys().filter(|name| {
            // rclpy has no code for these packages.
            let others = ["test_interface_files/", "rmw_dds_common/"];
            !others.iter().any(|package| name.starts_with(package))
        });
        let names: Vec<_> = names.map(String::as_str).collect();
        let seed = "1";
        let mut peer = distribution.python("values.py");
        let path = ros_z_tests_ros::target_directory().join(format!("ros/values-{}", std::process::id()));
        fs::write(&path, names.join("\n")).expect("a file");
        let input = fs::File::open(&path).expect("a file");
        fs::remove_file(&path).expect("a file");
        let output = peer
            .args([seed, &VALUES.to_string()])
            .stdin(Stdio::from(input))
            .output();
        let output = output.expect("python starts");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );

        let mut previous = String::new();
        let mut compared = 0;
        for line in String::from_utf8(output.stdout)
            .expect("python prints UTF-8")
            .lines()
        {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let text = |key: &str| line[key].as_str().expect("text");
            let name = text("type");
            let schema = &schemas[name];
            let theirs = bytes(text("bytes"));
            let view = DynamicView::new(schema, &theirs).unwrap_or_else(|error| panic!("{name}: {error}"));
            let ours = to_vec(&view).expect("a view is serializable");
            assert_same_bytes(name, &ours, &theirs);
            let message = view
                .to_message()
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(to_vec(&message).as_ref(), Ok(&ours), "{name}");
            assert_eq!(format!("{view}\n"), text("yaml"), "{name}");
            if previous != name {
                let default = DynamicMessage::new(schema);
                assert_eq!(format!("{default}\n"), text("yaml"), "default of {name}");
                assert_same_bytes(
                    name,
                    &to_vec(&default).expect("a message is serializable"),
                    &theirs,
                );
                name.clone_into(&mut previous);
            }
            compared += 1;
        }
        assert_eq!(compared, names.len() * (VALUES + 1));
        assert!(
            names.len() > 130,
            "only {} types of {}",
            names.len(),
            distribution.name
        );
        println!(
            "{}: {compared} messages of {} types are the same",
            distribution.name,
            names.len()
        );
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |at: usize| hex.get(at..at + 2).expect("two digits");
    let at = (0..hex.len()).step_by(2);
    at.map(|at| u8::from_str_radix(digits(at), 16).expect("hexadecimal digits"))
        .collect()
}
