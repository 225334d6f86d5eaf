//! Descriptions that ROS packages install beside their definitions, as JSON of REP 2016.

use super::from_folder;
use ros_z::core::dynamic::Description;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::{env, fs, io, iter};

/// The file that rosidl installs for each interface.
#[derive(Deserialize)]
struct InstalledFile {
    type_description_msg: Description,
}

/// Returns the prefixes of installed packages.
pub(crate) fn prefixes() -> Vec<PathBuf> {
    let variable = env::var_os("AMENT_PREFIX_PATH").unwrap_or_default();
    let prefixes = env::split_paths(&variable);
    prefixes.filter(|prefix| !prefix.as_os_str().is_empty()).collect()
}

/// Returns the name of a type, then those of the services and actions that it may be a part of.
pub(super) fn candidates(type_name: &str) -> impl Iterator<Item = &str> {
    iter::successors(Some(type_name), |name| Some(name.rsplit_once('_')?.0))
        .take_while(|name| !name.ends_with('/'))
}

/// Looks for a type below a prefix.
pub(super) fn find(prefix: &Path, type_name: &str) -> Result<Option<Description>, String> {
    for name in candidates(type_name) {
        let Some((package, kind, name)) = split(name) else {
            return Ok(None);
        };
        let folder = prefix.join("share").join(package);
        let file = folder.join(kind).join(format!("{name}.json"));
        match fs::read_to_string(&file) {
            Ok(text) => {
                let installed: Result<InstalledFile, _> = serde_json::from_str(&text);
                return match installed {
                    Ok(installed) => Ok(Some(installed.type_description_msg)),
                    Err(error) => Err(format!("{} cannot be read: {error}", file.display())),
                };
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(format!("{} cannot be read: {error}", file.display())),
        }
        // Packages of earlier releases install their definitions only.
        if folder.join(kind).join(format!("{name}.{kind}")).is_file() {
            return from_folder::find(&folder, type_name);
        }
    }
    Ok(None)
}

/// Splits `pkg/msg/Name`. Names come from peers: each part must be one that a package can have, and never a path.
fn split(type_name: &str) -> Option<(&str, &str, &str)> {
    let is_word = |text: &&str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let parts: Vec<&str> = type_name.split('/').collect();
    match parts[..] {
        [package, kind @ ("msg" | "srv" | "action"), name] if is_word(&package) && is_word(&name) => {
            Some((package, kind, name))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_name_is_never_a_path() {
        assert_eq!(split("std_msgs/msg/String"), Some(("std_msgs", "msg", "String")));
        for name in [
            "../msg/X",
            "a/msg/../X",
            "a/msg/X.json",
            "a/lib/X",
            "a/msg",
            "",
            "a/msg/é",
        ] {
            assert_eq!(split(name), None, "{name}");
        }
    }

    #[test]
    fn a_part_of_an_action_is_looked_for_in_the_action() {
        let names: Vec<&str> = candidates("a_b/action/Go_SendGoal_Request").collect();
        let expected = [
            "a_b/action/Go_SendGoal_Request",
            "a_b/action/Go_SendGoal",
            "a_b/action/Go",
            "a",
        ];
        assert_eq!(names, expected);
    }
}
