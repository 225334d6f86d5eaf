//! Generated files on disk. Never overwrites a file that no import wrote, leaves files with the right contents unchanged,
//! and removes files whose definition no longer exists.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::ImportError;
use crate::rust::{GeneratedFile, MARK};

/// The changes that [`Imported::write`](crate::Imported::write) made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// Files that were created or changed.
    pub written: Vec<PathBuf>,
    /// Files that had the right contents already.
    pub unchanged: Vec<PathBuf>,
    /// Removed files of an earlier import, whose definition no longer exists.
    pub removed: Vec<PathBuf>,
}

pub(crate) fn write(folder: &Path, files: &[GeneratedFile]) -> Result<Written, ImportError> {
    let mut written = Written::default();
    let mut to_write = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        match fs::read_to_string(&path) {
            Ok(text) if text == file.text => written.unchanged.push(path),
            Ok(text) if !is_ours(&text) => return Err(ImportError::Foreign { path }),
            Ok(_) => to_write.push((path, file)),
            Err(error) if error.kind() == ErrorKind::NotFound => to_write.push((path, file)),
            Err(source) => return Err(io("read", path, source)),
        }
    }
    let ours: HashSet<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    let mut stale = Vec::new();
    find_stale(folder, &ours, &mut stale)?;
    for (path, file) in to_write {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|source| io("write", parent.to_owned(), source))?;
        }
        fs::write(&path, &file.text).map_err(|source| io("write", path.clone(), source))?;
        written.written.push(path);
    }
    for path in stale {
        fs::remove_file(&path).map_err(|source| io("remove", path.clone(), source))?;
        written.removed.push(path);
    }
    Ok(written)
}

/// Collects the files below `folder` that an earlier import wrote and this one does not have.
fn find_stale(folder: &Path, ours: &HashSet<PathBuf>, stale: &mut Vec<PathBuf>) -> Result<(), ImportError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(io("read", folder.to_owned(), source)),
    };
    for entry in entries {
        let path = entry
            .map_err(|source| io("read", folder.to_owned(), source))?
            .path();
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            find_stale(&path, ours, stale)?;
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !ours.contains(&path)
            && fs::read_to_string(&path).is_ok_and(|text| is_ours(&text))
        {
            stale.push(path);
        }
    }
    stale.sort();
    Ok(())
}

/// Whether an import wrote a file. The comment sign of manifests differs from that of Rust code.
fn is_ours(text: &str) -> bool {
    text.trim_start_matches(['/', '#'])
        .starts_with(MARK.trim_start_matches('/'))
}

fn io(action: &'static str, path: PathBuf, source: std::io::Error) -> ImportError {
    ImportError::Io { action, path, source }
}
