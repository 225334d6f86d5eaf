//! [`MappedFile`]: the bytes of a recording, mapped and not copied. The only file of this crate with `unsafe`.
#![allow(unsafe_code)]

use memmap2::Mmap;
use std::fs::File;
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// A file that is mapped for reading, up to the length that it has when it is opened.
#[derive(Debug)]
pub(crate) struct MappedFile {
    path: PathBuf,
    map: Mmap,
}

impl MappedFile {
    /// Maps a file. A recorder that still writes to it only appends, which does not change the mapped bytes.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // SAFETY: `Mmap::map` demands that the file is not changed while it is mapped. No code of this program changes
        // a file that it has mapped: recordings are created with `create_new`, and written by appending only. Another
        // program that truncates a recording while it is read ends this one with SIGBUS; the reader keeps no reference
        // whose validity depends on the values of the bytes, except texts, which it copies when it checks them.
        let map = unsafe { Mmap::map(&file) }?;
        Ok(Self {
            path: path.to_owned(),
            map,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Deref for MappedFile {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.map
    }
}
