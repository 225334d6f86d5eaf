//! [`BagError`]: the reasons why a recording is not written, read or played.

use super::mcap::error::McapError;
use std::io;
use std::path::PathBuf;

/// The reason why a command of recordings failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum BagError {
    /// A file or folder cannot be used.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A file is not a recording, or cannot be written.
    #[error("{path}: {source}", path = path.display())]
    Mcap {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: McapError,
    },
    /// A folder contains no MCAP file.
    #[error("{path} contains no .mcap file{hint}", path = path.display())]
    NoFiles {
        /// The folder.
        path: PathBuf,
        /// The kind of recording that it contains instead.
        hint: &'static str,
    },
    /// The folder to write to exists already.
    #[error("{path} exists already; choose another folder with --output", path = path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
}

impl BagError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Io { path, source }
    }

    pub(crate) fn mcap(path: impl Into<PathBuf>) -> impl FnOnce(McapError) -> Self {
        let path = path.into();
        |source| Self::Mcap { path, source }
    }
}
