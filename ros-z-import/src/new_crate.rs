//! The files of a crate around imported packages.

use std::path::{Path, PathBuf};

use crate::error::ImportError;
use crate::rust::{GeneratedFile, MARK};

/// The files of a crate named for `folder`.
pub(crate) fn files(
    folder: &Path,
    repository: Option<&Path>,
    has_zbufs: bool,
    modules: &[GeneratedFile],
) -> Result<Vec<GeneratedFile>, ImportError> {
    let name = folder
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if !is_name {
        return Err(ImportError::NotACrateName {
            name: name.to_owned(),
        });
    }
    let mut files = vec![GeneratedFile {
        path: PathBuf::from("Cargo.toml"),
        text: manifest(name, repository, has_zbufs)?,
    }];
    for module in modules {
        let is_root = module.path == Path::new("mod.rs");
        files.push(GeneratedFile {
            path: Path::new("src").join(if is_root {
                Path::new("lib.rs")
            } else {
                &module.path
            }),
            text: module.text.clone(),
        });
    }
    Ok(files)
}

fn manifest(name: &str, repository: Option<&Path>, has_zbufs: bool) -> Result<String, ImportError> {
    let version = env!("CARGO_PKG_VERSION");
    let dependency = |package: &str| -> Result<String, ImportError> {
        match repository {
            None => Ok(format!("{package} = \"{version}\"\n")),
            Some(repository) => {
                let path = repository.join(package);
                let absolute = path.canonicalize().map_err(|source| ImportError::Io {
                    action: "read",
                    path: path.clone(),
                    source,
                })?;
                Ok(format!(
                    "{package} = {{ path = {:?} }}\n",
                    absolute.display().to_string()
                ))
            }
        }
    };
    let (core, messages) = (dependency("ros-z-core")?, dependency("ros-z-msgs")?);
    // The version of the released crates.
    let buffers = if has_zbufs {
        "zenoh-buffers = \"~1.9\"\n"
    } else {
        ""
    };
    let mark = MARK.trim_start_matches('/').trim_start();
    Ok(format!(
        "# {mark}. Remove this line to keep changes of your own.\n\n[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{core}{messages}{buffers}\n# A crate of its own, also inside of another workspace.\n[workspace]\n"
    ))
}
