//! The crate of all imported packages of a distribution, compiled as a user would, with two programs: one exchanges
//! messages, one exports the packages again.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ros_z_import::{Import, Imported};

use crate::{Distribution, packages, target_directory};

/// A crate of imported packages, and its programs.
#[derive(Debug)]
pub struct ImportedCrate {
    /// The import.
    pub imported: Imported,
    /// The folders that were imported.
    pub definitions: Vec<PathBuf>,
    /// Path of the program that reads messages and writes them again.
    pub exchange: String,
    /// Path of the program that writes the definitions of all messages into a folder.
    pub export: String,
}

impl ImportedCrate {
    /// The messages that rclpy can serialize, each with its Rust path.
    pub fn exchanged(&self) -> impl Iterator<Item = (&str, &str)> {
        exchanged(&self.imported)
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

/// Builds the imported packages of a distribution as a crate of their own, with two programs, and runs its tests.
///
/// # Panics
/// If it does not compile without warnings, is not formatted, or fails its tests.
#[must_use]
pub fn build(distribution: &Distribution) -> ImportedCrate {
    let room = target_directory().join("ros/imported").join(distribution.name);
    // rclpy does not know the last two: they are to compile without warnings, and pass the test of their hashes.
    let definitions = vec![
        distribution.share(),
        packages::autopilot(&room),
        packages::hard_names(&room),
    ];
    let import = definitions.iter().fold(Import::new(), Import::with_path);
    // Half of the code is enough to be compiled twice.
    let import = match distribution.name {
        "jazzy" => import.with_views_and_loans(),
        _ => import,
    };
    let imported = import.run().expect("all packages");
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
    run(
        &folder,
        Command::new("rustfmt").args(["--check", "--edition", "2024", "src/lib.rs"]),
    );
    fs::create_dir_all(folder.join("src/bin")).expect("a folder");
    let library = format!("{}_messages", distribution.name);
    for (name, text) in [
        ("exchange", exchange_program(&library, &imported)),
        ("export", export_program(&library, &imported)),
    ] {
        let path = folder.join("src/bin").join(name).with_extension("rs");
        // Cargo builds a program again if its file is newer.
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::write(path, text).expect("a program");
        }
    }
    cargo(&folder, &["test", "--quiet", "--lib"]);
    cargo(&folder, &["test", "--quiet", "--doc"]);
    cargo(&folder, &["build", "--quiet"]);
    // Both distributions are built in one directory: each keeps copies of its own.
    let [exchange, export] = ["exchange", "export"].map(|name| {
        let program = target_directory().join("ros/imported/target/debug").join(name);
        let own = folder.join(name);
        fs::copy(program, &own).expect("the program was built");
        own.display().to_string()
    });
    ImportedCrate {
        imported,
        definitions,
        exchange,
        export,
    }
}

/// Runs cargo, with warnings as errors.
fn cargo(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .env("CARGO_TARGET_DIR", target_directory().join("ros/imported/target"))
        .env("RUSTFLAGS", "-D warnings");
    run(folder, &mut command);
}

fn run(folder: &Path, command: &mut Command) {
    let output = command.current_dir(folder).output().expect("the command starts");
    let texts = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
    assert!(
        output.status.success(),
        "{command:?} in {}:\n{}",
        folder.display(),
        texts.concat()
    );
}

/// A program that reads messages and writes them again.
fn exchange_program(library: &str, imported: &Imported) -> String {
    let mut arms = String::new();
    for (name, path) in exchanged(imported) {
        let path = path.replacen("crate", library, 1);
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

/// A program that writes the definition of each message into a folder: also those of the parts of services and actions.
fn export_program(library: &str, imported: &Imported) -> String {
    let mut calls = String::new();
    for found in imported.types().iter().filter(|found| !found.is_service) {
        let path = found.rust_path.replacen("crate", library, 1);
        let _ = writeln!(
            calls,
            "    write(&format!(\"{{folder}}/{}.msg\"), &msg_definition::<{path}>());",
            found.type_name
        );
    }
    format!(
        r##"//! Writes the definitions of all messages into the folder of the first argument.

use ros_z_core::export::msg_definition;

fn write(path: &str, text: &str) {{
    let folder = std::path::Path::new(path).parent().expect("a folder");
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(path, text).expect("a file");
}}

#[rustfmt::skip]
fn main() {{
    let folder = std::env::args().nth(1).expect("a folder");
{calls}}}
"##
    )
}
