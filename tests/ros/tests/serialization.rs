//! Messages of all packages of ROS 2 are imported, compiled and tested as a user would, and exchanged with rclpy: random values
//! have the same bytes in both, and each reads the other's.

use std::fs;

use ros_z_tests_ros::{distributions, imported_crate, target_directory};
use serde_json::Value;

/// Random values of each type, besides its default.
const VALUES: usize = 20;

#[test]
fn random_messages_have_the_bytes_of_rclpy() {
    for distribution in distributions() {
        let built = imported_crate::build(&distribution);
        let names: Vec<_> = built.exchanged().map(|(name, _)| name).collect();
        let seed = 1;
        let output = distribution
            .python("exchange.py")
            .args([&built.exchange, &seed.to_string(), &VALUES.to_string()])
            .stdin(file_with(&names.join("\n")))
            .output()
            .expect("python starts");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {errors}", distribution.name);
        let text = String::from_utf8_lossy(&output.stdout);
        let summary: Value = serde_json::from_str(text.lines().last().expect("a summary")).expect("JSON");
        assert_eq!(
            summary["problems"],
            Value::Array(Vec::new()),
            "{}, seed {seed}",
            distribution.name
        );
        assert_eq!(summary["types"], names.len());
        assert!(names.len() > 200, "only {} types", names.len());
        println!("{}: {summary}", distribution.name);
    }
}

/// A file with `text`, to be read from its start.
fn file_with(text: &str) -> fs::File {
    let path = target_directory().join(format!("ros/imported/names-{}", std::process::id()));
    fs::write(&path, text).expect("a file");
    let file = fs::File::open(&path).expect("a file");
    fs::remove_file(path).expect("a file");
    file
}
