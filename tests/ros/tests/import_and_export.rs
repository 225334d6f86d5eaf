//! All messages of ROS 2 are the same after an import and an export: fields, types, bounds, default values, constants and
//! comments, in their order.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ros_z_import::{Interface, Message, Position, Primitive, Value, parse_file};
use ros_z_tests_ros::{distributions, imported_crate, target_directory};

#[test]
fn an_imported_and_exported_message_is_the_same() {
    for distribution in distributions() {
        let built = imported_crate::build(&distribution);
        let exported = target_directory().join("ros/exported").join(distribution.name);
        let _ = fs::remove_dir_all(&exported);
        let output = Command::new(&built.export)
            .arg(&exported)
            .output()
            .expect("the program starts");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut compared = 0;
        let mut differences = Vec::new();
        for package in built.definitions.iter().flat_map(|folder| packages(folder)) {
            for kind in ["msg", "srv", "action"] {
                for file in definitions(&package, kind) {
                    let original = read(&package, &file);
                    let folder = exported.join(name_of(&package));
                    for ((suffix, theirs), ours) in original.messages().zip(again(&folder, &original)) {
                        compared += 1;
                        if let Some(difference) = difference(theirs, &ours) {
                            differences.push(format!("{}{suffix}: {difference}", original.type_name()));
                        }
                    }
                }
            }
        }
        assert_eq!(differences, Vec::<String>::new(), "{}", distribution.name);
        assert!(
            compared > 200,
            "only {compared} messages of {}",
            distribution.name
        );
        println!(
            "{}: {compared} messages are the same after an import and an export",
            distribution.name
        );
    }
}

/// The packages in a folder, or the folder itself.
fn packages(folder: &Path) -> Vec<PathBuf> {
    let is_package = |path: &Path| {
        ["msg", "srv", "action"]
            .iter()
            .any(|kind| path.join(kind).is_dir())
    };
    if is_package(folder) {
        return vec![folder.to_owned()];
    }
    let mut packages = entries(folder);
    packages.retain(|path| is_package(path));
    packages
}

fn definitions(package: &Path, kind: &str) -> Vec<PathBuf> {
    let folder = package.join(kind);
    let mut files = if folder.is_dir() {
        entries(&folder)
    } else {
        Vec::new()
    };
    files.retain(|file| file.extension().is_some_and(|extension| extension == kind));
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn name_of(package: &Path) -> &str {
    package
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name")
}

fn read(package: &Path, file: &Path) -> Interface {
    parse(name_of(package), file, &fs::read(file).expect("a definition"))
}

fn parse(package: &str, file: &Path, text: &[u8]) -> Interface {
    parse_file(package, file, text).expect("a definition").interface
}

/// The exported messages of an interface.
fn again(folder: &Path, original: &Interface) -> Vec<Message> {
    let parts = original.messages().map(|(suffix, message)| {
        let file = folder.join(format!("{}/{}{suffix}.msg", original.kind(), original.name));
        let text = fs::read_to_string(&file).expect("an exported message");
        // The definitions of other messages follow.
        let own = text.split("====\nMSG: ").next().unwrap_or_default();
        // The first comment is that of the message, if no line is before it. A package has such a line.
        let line = if message.doc.is_empty() { "\n" } else { "" };
        let own = format!("{line}{}", own.trim_end_matches('='));
        let part = parse(&original.package, Path::new("Part.msg"), own.as_bytes());
        part.messages()
            .map(|(_, message)| message.clone())
            .next()
            .unwrap_or_default()
    });
    parts.collect()
}

/// The first difference between a message and what became of it.
fn difference(theirs: &Message, ours: &Message) -> Option<String> {
    let (theirs, ours) = (comparable(theirs), comparable(ours));
    let pairs = theirs
        .constants
        .iter()
        .zip(&ours.constants)
        .map(|(one, other)| (format!("{one:?}"), format!("{other:?}")));
    let fields = theirs
        .fields
        .iter()
        .zip(&ours.fields)
        .map(|(one, other)| (format!("{one:?}"), format!("{other:?}")));
    let doc = (format!("{:?}", theirs.doc), format!("{:?}", ours.doc));
    let different = pairs.chain(fields).chain([doc]).find(|(one, other)| one != other);
    different
        .map(|(one, other)| format!("{one} became {other}"))
        .or_else(|| (theirs != ours).then(|| "a field or constant is missing or new".to_owned()))
}

/// A message without what an export may change: positions, blanks and some signs in comments, the digits of a `float32` that it does not
/// store, and an empty list as a default, which every list has.
fn comparable(message: &Message) -> Message {
    let mut message = message.clone();
    let tidy = |doc: &mut Vec<String>| doc.iter_mut().for_each(|line| *line = comment(line));
    tidy(&mut message.doc);
    for constant in &mut message.constants {
        tidy(&mut constant.doc);
        constant.position = Position::default();
        constant.value = stored(constant.primitive, &constant.value);
    }
    for field in &mut message.fields {
        tidy(&mut field.doc);
        field.position = Position::default();
        if let ros_z_import::ElementType::Primitive { primitive, .. } = field.field_type.element {
            field.default = field.default.as_ref().map(|value| stored(primitive, value));
        }
        field.default.take_if(|value| *value == Value::List(Vec::new()));
    }
    message
}

fn stored(primitive: Primitive, value: &Value) -> Value {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "the cast is the conversion")]
        Value::Float(value) if primitive == Primitive::Float32 => Value::Float(f64::from(*value as f32)),
        Value::List(values) => Value::List(values.iter().map(|value| stored(primitive, value)).collect()),
        other => other.clone(),
    }
}

/// A comment without blanks, and without the signs that rosidl or a compiler would interpret: an export replaces some.
fn comment(line: &str) -> String {
    let is_kept = |sign: &char| !sign.is_whitespace() && !"\\∖/*[](){}?`<>".contains(*sign);
    line.chars().filter(is_kept).collect()
}
