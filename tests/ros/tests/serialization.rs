//! Messages of all packages of ROS 2 are imported, compiled and tested as a user would, and exchanged with rclpy: random values
//! have the same bytes in both, and each reads the other's.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use ros_z_import::{Import, Imported};
use ros_z_tests_ros::packages;
use ros_z_tests_ros::{Distribution, distributions, target_directory};
use serde_json::Value;

/// Random values of each type, besides its default.
const VALUES: usize = 20;

#[test]
fn random_messages_have_the_bytes_of_rclpy() {
    for distribution in distributions() {
        let room = target_directory().join("ros/imported").join(distribution.name);
        let import = Import::new()
            .with_path(distribution.share())
            // rclpy does not know these: they are to compile without warnings, and pass the test of their hashes.
            .with_path(packages::autopilot(&room))
            .with_path(packages::hard_names(&room));
        // Half of the code is enough to be compiled twice.
        let import = match distribution.name {
            "jazzy" => import.with_views_and_loans(),
            _ => import,
        };
        let imported = import.run().expect("all packages");
        let program = build(&distribution, &imported);
        let names: Vec<_> = exchanged(&imported).map(|(name, _)| name).collect();
        let seed = 1;
        let output = distribution
            .python("exchange.py")
            .args([&program, &seed.to_string(), &VALUES.to_string()])
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

/// The messages that rclpy can serialize: all but those of a package without generated code.
fn exchanged(imported: &Imported) -> impl Iterator<Item = (&str, &str)> {
    let messages = imported.types().iter().filter(|found| !found.is_service);
    messages
        .map(|found| (found.type_name.as_str(), found.rust_path.as_str()))
        .filter(|(name, _)| {
            let others = [
                "test_interface_files/",
                "rmw_dds_common/",
                "autopilot_msgs/",
                "hard_names/",
            ];
            !others.iter().any(|package| name.starts_with(package))
        })
}

/// Builds the imported packages as a crate of their own, runs its tests, and returns the path of a program that reads
/// messages and writes them again.
fn build(distribution: &Distribution, imported: &Imported) -> String {
    let folder = target_directory()
        .join("ros/imported")
        .join(format!("{}-messages", distribution.name));
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    imported
        .write_crate(&folder, Some(&repository))
        .expect("a new crate");
    // The versions that this repository is tested with.
    fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    // The crate has the format of rustfmt's defaults, whatever this repository has.
    fs::write(folder.join("rustfmt.toml"), "# The defaults.\n").expect("a configuration");
    let _ = fs::remove_dir_all(folder.join("src/bin"));
    cargo(&folder, &["fmt", "--check"]);
    fs::create_dir_all(folder.join("src/bin")).expect("a folder");
    fs::write(
        folder.join("src/bin/exchange.rs"),
        program(distribution, imported),
    )
    .expect("a program");
    cargo(&folder, &["test", "--quiet"]);
    cargo(&folder, &["build", "--quiet"]);
    let program = target_directory().join("ros/imported/target/debug/exchange");
    // Both distributions are built in one directory: each keeps a copy of its own.
    let own = folder.join("exchange");
    fs::copy(program, &own).expect("the program was built");
    own.display().to_string()
}

/// Runs cargo, with warnings as errors.
fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target_directory().join("ros/imported/target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .expect("cargo starts");
    let texts = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(
        output.status.success(),
        "cargo {arguments:?} of {}:\n{}",
        folder.display(),
        texts.concat()
    );
}

fn program(distribution: &Distribution, imported: &Imported) -> String {
    let library = format!("{}_messages", distribution.name);
    let mut arms = String::new();
    for (name, path) in exchanged(imported) {
        let path = path.replacen("crate", &library, 1);
        let _ = writeln!(arms, "        {name:?} => exchange::<{path}>(&bytes),");
    }
    format!(
        r##"//! Reads lines of a type name and a message in hexadecimal digits, and prints each message as it is written here.

use ros_z_core::{{CdrDeserialize, RosMessage, SizeEstimation, from_slice, to_vec}};

fn exchange<T>(bytes: &[u8]) -> Result<Vec<u8>, String>
where
    T: RosMessage + SizeEstimation + for<'de> CdrDeserialize<'de>,
{{
    let message: T = from_slice(bytes).map_err(|error| error.to_string())?;
    let written = to_vec(&message).map_err(|error| error.to_string())?;
    if written.len() != message.estimated_serialized_size() {{
        return Err(format!("{{}} bytes, {{}} measured", written.len(), message.estimated_serialized_size()));
    }}
    Ok(written)
}}

#[rustfmt::skip]
fn answer(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, String> {{
    match name {{
{arms}        _ => Err("unknown type".to_string()),
    }}
}}

fn main() {{
    for line in std::io::stdin().lines() {{
        let line = line.expect("a line");
        let (name, hex) = line.split_once(' ').expect("a name and a message");
        let bytes = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits"));
        match answer(name, bytes.collect()) {{
            Ok(written) => println!("{{}}", written.iter().map(|byte| format!("{{byte:02x}}")).collect::<String>()),
            Err(error) => println!("error {{error}}"),
        }}
    }}
}}
"##
    )
}

/// A file with `text`, to be read from its start.
fn file_with(text: &str) -> fs::File {
    let path = target_directory().join(format!("ros/imported/names-{}", std::process::id()));
    fs::write(&path, text).expect("a file");
    let file = fs::File::open(&path).expect("a file");
    fs::remove_file(path).expect("a file");
    file
}
