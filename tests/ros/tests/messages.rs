//! `ros-z-msgs` is what the importer writes. Its definitions have the fields, constants and services of ROS 2 Jazzy; only their
//! comments are this project's own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use ros_z_import::Imported;
use ros_z_msgs::catalogue;
use ros_z_tests_ros::{Distribution, distributions, messages};

/// Packages that PyPI does not have. Their fields come from the repositories of ROS 2, and rosidl computes their hashes here.
const NOT_INSTALLED: [&str; 5] = [
    "composition_interfaces",
    "example_interfaces",
    "map_msgs",
    "statistics_msgs",
    "tf2_msgs",
];

/// The folders of the definitions, by package.
fn definitions() -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(messages::definitions()).expect("the definitions");
    let paths = entries.map(|entry| entry.expect("a package").path());
    paths
        .map(|path| (path.file_name().expect("a name").display().to_string(), path))
        .collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn files_of(imported: &Imported) -> BTreeMap<PathBuf, String> {
    let files = imported.files().iter();
    files.map(|file| (file.path.clone(), file.text.clone())).collect()
}

fn committed() -> BTreeMap<PathBuf, String> {
    let folder = messages::packages();
    files_below(&folder)
        .into_iter()
        .map(|path| {
            let relative = path.strip_prefix(&folder).expect("below").to_owned();
            (relative, fs::read_to_string(&path).expect("a text"))
        })
        .collect()
}

#[test]
fn code_is_what_the_importer_writes() {
    let imported = messages::import()
        .with_path(messages::definitions())
        .with_markdown()
        .run()
        .expect("the definitions");
    let (written, committed) = (files_of(&imported), committed());
    let advice = "run `cargo run -p ros-z-tests-ros --example write_messages`";
    assert!(written.keys().eq(committed.keys()), "other files: {advice}");
    for (path, text) in &written {
        assert!(committed[path] == *text, "{} differs: {advice}", path.display());
    }
    assert_eq!(imported.warnings(), <[String; 0]>::default());
}

#[test]
fn code_equals_the_code_of_the_definitions_of_ros() {
    for distribution in distributions().iter().filter(|found| found.name == "jazzy") {
        let mut import = messages::import();
        for (package, ours) in definitions() {
            let theirs = distribution.share().join(&package);
            assert_eq!(
                theirs.is_dir(),
                !NOT_INSTALLED.contains(&package.as_str()),
                "{package}"
            );
            import = import.with_path(if theirs.is_dir() { theirs } else { ours });
        }
        let imported = import.run().expect("the packages of ROS");
        let (theirs, ours) = (files_of(&imported), committed());
        assert!(theirs.keys().eq(ours.keys()), "other interfaces");
        for (path, text) in &theirs {
            let (theirs, ours) = (tokens(text), tokens(&ours[path]));
            let index = theirs
                .iter()
                .zip(&ours)
                .take_while(|(one, other)| one == other)
                .count();
            let rest = |tokens: &[String]| tokens[index..].iter().take(20).cloned().collect::<Vec<_>>();
            assert!(
                theirs == ours,
                "{}: ROS has {:?}, this crate has {:?}",
                path.display(),
                rest(&theirs),
                rest(&ours)
            );
        }
        println!("{} files equal but for their comments", theirs.len());
    }
}

/// The tokens of Rust code, but for documentation and the attribute that allows to leave it out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    flatten(text.parse().expect("Rust code"), &mut tokens);
    tokens
}

fn flatten(stream: TokenStream, tokens: &mut Vec<String>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let inner = trees
                    .next_if(|next| matches!(next, TokenTree::Punct(punct) if punct.as_char() == '!'))
                    .is_some();
                if trees.next_if(is_about_docs).is_none() {
                    tokens.push(if inner { "#!" } else { "#" }.to_owned());
                }
            }
            TokenTree::Group(group) => {
                let marks = match group.delimiter() {
                    Delimiter::Parenthesis => ["(", ")"],
                    Delimiter::Brace => ["{", "}"],
                    Delimiter::Bracket => ["[", "]"],
                    Delimiter::None => ["", ""],
                };
                tokens.push(marks[0].to_owned());
                flatten(group.stream(), tokens);
                tokens.push(marks[1].to_owned());
            }
            other => tokens.push(other.to_string()),
        }
    }
}

/// Whether a group is `[doc = …]` or `[allow(missing_docs, …)]`.
fn is_about_docs(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else {
        return false;
    };
    let text = group.stream().to_string().replace(' ', "");
    text.starts_with("doc=") || text.starts_with("allow(missing_docs")
}

#[test]
fn catalogue_lists_all_messages() {
    let imported = messages::import()
        .with_path(messages::definitions())
        .run()
        .expect("the definitions");
    let mut messages: Vec<_> = imported
        .types()
        .iter()
        .filter(|found| found.type_name.contains("/msg/"))
        .map(|found| {
            (
                found.type_name.as_str(),
                found.rust_path.replacen("crate", "ros_z_msgs", 1),
            )
        })
        .collect();
    messages.sort();
    let mut listed: Vec<_> = catalogue::MESSAGES
        .iter()
        .map(|entry| (entry.type_name, entry.rust_path.to_owned()))
        .collect();
    listed.sort();
    assert_eq!(listed, messages);
}

#[test]
fn packages_that_are_not_installed_have_the_hashes_of_rosidl() {
    for distribution in distributions() {
        let theirs = rosidl_hashes(&distribution);
        let imported = messages::import()
            .with_path(messages::definitions())
            .run()
            .expect("the definitions");
        let mut compared = 0;
        for found in imported.types() {
            let package = found.type_name.split('/').next().unwrap_or_default();
            if NOT_INSTALLED.contains(&package) {
                assert_eq!(
                    theirs[&found.type_name],
                    found.type_hash.to_string(),
                    "{}",
                    found.type_name
                );
                compared += 1;
            }
        }
        assert!(compared > 90, "only {compared} types");
        println!("{}: rosidl computes {compared} hashes alike", distribution.name);
    }
}

/// The hashes that rosidl computes from the definitions of the packages that PyPI does not have.
fn rosidl_hashes(distribution: &Distribution) -> BTreeMap<String, String> {
    let lines = NOT_INSTALLED.map(|package| {
        let folder = messages::definitions().join(package);
        let folder = folder.canonicalize().expect("a package");
        format!("{package} {}\n", folder.display())
    });
    let share = distribution.share();
    let output = distribution.run_with("hashes.py", &[share.as_os_str()], &lines.concat());
    serde_json::from_str(output.lines().last().expect("the hashes")).expect("JSON")
}
