//! Packages on disk: finds the folders that are packages, their names and their definitions.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::ImportError;
use crate::parse::is_package_name;

/// The folders of a package that contain definitions, and the extension of their files.
const KINDS: [&str; 3] = ["msg", "srv", "action"];

/// A package on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PackageFolder {
    pub(crate) name: String,
    /// Version in `package.xml`; empty without one.
    pub(crate) version: String,
    /// Description in `package.xml`, on one line; empty without one, or if it contains markup.
    pub(crate) description: String,
    pub(crate) path: PathBuf,
    /// Definition files, sorted.
    pub(crate) files: Vec<PathBuf>,
    /// Definitions in the IDL of DDS without a `.msg`, `.srv` or `.action` file beside them, sorted. They are not imported.
    pub(crate) idl: Vec<PathBuf>,
}

impl PackageFolder {
    /// Reads a folder. Returns `None` if it contains no definition.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, ImportError> {
        let mut files = Vec::new();
        for kind in KINDS {
            files.extend(definitions(&path.join(kind), kind)?);
        }
        if files.is_empty() {
            // A loose folder of definitions, without the folders of a package.
            for kind in KINDS {
                files.extend(definitions(path, kind)?);
            }
        }
        if files.is_empty() {
            return Ok(None);
        }
        let mut idl = Vec::new();
        for kind in KINDS {
            // rosidl installs an IDL file for each definition.
            let all = definitions(&path.join(kind), "idl")?;
            idl.extend(
                all.into_iter()
                    .filter(|file| !file.with_extension(kind).is_file()),
            );
        }
        let manifest = path.join("package.xml");
        let (name, version, description) = match fs::read_to_string(&manifest) {
            Ok(text) => (
                element(&text, "name"),
                element(&text, "version").unwrap_or_default(),
                element(&text, "description").map(plain_line).unwrap_or_default(),
            ),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                (folder_name(path), String::new(), String::new())
            }
            Err(source) => {
                return Err(ImportError::Io {
                    action: "read",
                    path: manifest,
                    source,
                });
            }
        };
        let name = name.unwrap_or_default();
        if !is_package_name(&name) {
            let reason = format!(
                "`{name}` is not a package name; add a package.xml with `<name>my_msgs</name>`, or rename the folder"
            );
            return Err(ImportError::NotAPackage {
                path: path.to_owned(),
                reason,
            });
        }
        Ok(Some(Self {
            name,
            version,
            description,
            path: path.to_owned(),
            files,
            idl,
        }))
    }
}

/// The packages in `path`: the folder itself, or the folders in it, at any depth. Folders with an entry `COLCON_IGNORE`
/// or `AMENT_IGNORE` are left out, as in ROS 2.
pub(crate) fn find(path: &Path) -> Result<Vec<PackageFolder>, ImportError> {
    if path.is_file() {
        return Err(ImportError::NotAPackage {
            path: path.to_owned(),
            reason: "it is a file; pass the folder of its package".to_owned(),
        });
    }
    if let Some(package) = PackageFolder::read(path)? {
        return Ok(vec![package]);
    }
    let mut packages = Vec::new();
    for entry in sorted_entries(path)? {
        let hidden = entry
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let ignored = ["COLCON_IGNORE", "AMENT_IGNORE"]
            .iter()
            .any(|mark| entry.join(mark).exists());
        // Links are not followed: a folder could contain itself.
        if entry.is_dir() && !entry.is_symlink() && !hidden && !ignored {
            packages.extend(find(&entry)?);
        }
    }
    Ok(packages)
}

/// The package `name` in one of the prefixes of `AMENT_PREFIX_PATH`.
pub(crate) fn installed(prefixes: &[PathBuf], name: &str) -> Result<Option<PackageFolder>, ImportError> {
    for prefix in prefixes {
        let path = prefix.join("share").join(name);
        if path.is_dir()
            && let Some(package) = PackageFolder::read(&path)?
            && package.name == name
        {
            return Ok(Some(package));
        }
    }
    Ok(None)
}

fn definitions(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, ImportError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = sorted_entries(folder)?;
    files.retain(|file| file.extension().is_some_and(|found| found == extension) && file.is_file());
    Ok(files)
}

fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let read = |source| ImportError::Io {
        action: "read",
        path: folder.to_owned(),
        source,
    };
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(read)? {
        entries.push(entry.map_err(read)?.path());
    }
    entries.sort();
    Ok(entries)
}

fn folder_name(path: &Path) -> Option<String> {
    let absolute = path.canonicalize().ok()?;
    let mut name = absolute.file_name()?.to_str()?.to_owned();
    // `my_msgs/msg` was passed instead of `my_msgs`.
    if KINDS.contains(&name.as_str()) {
        absolute.parent()?.file_name()?.to_str()?.clone_into(&mut name);
    }
    Some(name)
}

/// A text of a manifest on one line; nothing if it contains markup.
fn plain_line(text: String) -> String {
    if text.contains(['<', '&']) {
        return String::new();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of the first element `<tag>` in a manifest. Comments are skipped.
fn element(xml: &str, tag: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = xml;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let (_, after) = text.split_once(&format!("<{tag}"))?;
    let (attributes, after) = after.split_once('>')?;
    if !(attributes.is_empty() || attributes.starts_with(char::is_whitespace)) {
        return None;
    }
    let (content, _) = after.split_once(&format!("</{tag}"))?;
    Some(content.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_read_from_the_manifest() {
        let xml = "<?xml version=\"1.0\"?>\n<!-- <name>no</name> -->\n<package format=\"3\"><name> a_msgs </name></package>";
        assert_eq!(element(xml, "name").as_deref(), Some("a_msgs"));
        assert_eq!(element(xml, "version"), None);
    }

    #[test]
    fn a_file_is_not_a_package() {
        let Err(error) = find(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/package.rs"))) else {
            panic!("found packages in a file");
        };
        assert!(
            error
                .to_string()
                .ends_with("it is a file; pass the folder of its package"),
            "{error}"
        );
    }
}
