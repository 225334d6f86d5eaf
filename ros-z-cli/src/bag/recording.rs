//! [`Recording`]: the files of a recording, mapped. `mcap` reads their contents.

use super::error::BagError;
use super::mapped_file::MappedFile;
use super::mcap::reader::Mcap;
use super::mcap::record::ChannelRecord;
use super::topic::RecordedTopic;
use std::path::{Path, PathBuf};

/// The files of a recording, in the order in which they were written.
#[derive(Debug)]
pub(crate) struct Recording {
    files: Vec<MappedFile>,
}

impl Recording {
    /// Opens a file, or the `.mcap` files in a folder of rosbag2. A finished recording needs no `metadata.yaml`.
    ///
    /// # Errors
    /// [`BagError::Io`], [`BagError::NoFiles`].
    pub(crate) fn open(path: &Path) -> Result<Self, BagError> {
        let paths = if path.is_dir() {
            files_of(path)?
        } else {
            vec![path.to_owned()]
        };
        let files = paths
            .iter()
            .map(|path| MappedFile::open(path).map_err(BagError::io(path)))
            .collect::<Result<_, _>>()?;
        Ok(Self { files })
    }

    /// Reads the structure of the files.
    ///
    /// # Errors
    /// [`BagError::Mcap`] if one of them is not an MCAP file.
    pub(crate) fn read(&self) -> Result<Vec<(&Path, Mcap<'_>)>, BagError> {
        self.files
            .iter()
            .map(|file| {
                let mcap = Mcap::new(file).map_err(BagError::mcap(file.path()))?;
                Ok((file.path(), mcap))
            })
            .collect()
    }

    /// Returns the bytes of each file.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = usize> {
        self.files.iter().map(|file| file.len())
    }

    /// Returns the bytes of all files together.
    pub(crate) fn size(&self) -> u64 {
        self.files.iter().map(|file| file.len() as u64).sum()
    }
}

/// Returns the topic of a channel.
pub(crate) fn topic_of(mcap: &Mcap<'_>, channel: &ChannelRecord) -> RecordedTopic {
    RecordedTopic {
        schema: mcap.schema(channel).cloned().unwrap_or_default(),
        channel: channel.clone(),
    }
}

/// Finds the `.mcap` files in a folder, `a_2.mcap` before `a_10.mcap`.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, BagError> {
    let entries = std::fs::read_dir(folder).map_err(BagError::io(folder))?;
    let mut found = Vec::new();
    let mut hint = "";
    for entry in entries {
        let path = entry.map_err(BagError::io(folder))?.path();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("mcap") => found.push(path),
            Some("db3") => hint = "; its storage is sqlite3: `ros2 bag convert` turns it into MCAP",
            Some("zstd") => hint = "; its files are compressed as a whole: decompress them with `zstd -d`",
            _ => {}
        }
    }
    if found.is_empty() {
        return Err(BagError::NoFiles {
            path: folder.to_owned(),
            hint,
        });
    }
    found.sort_by_cached_key(|path| (number_of(path), path.clone()));
    Ok(found)
}

/// The number at the end of the name of a file.
fn number_of(path: &Path) -> Option<u64> {
    let stem = path.file_stem()?.to_str()?;
    stem.rsplit_once('_')?.1.parse().ok()
}
