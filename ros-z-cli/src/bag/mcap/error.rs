//! [`McapError`]: the reasons why a file is not read.

use std::io;

/// The reason why an MCAP file cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum McapError {
    /// The file does not begin with the first bytes of an MCAP file.
    #[error("it is not an MCAP file")]
    Magic,
    /// A record is shorter than its fields.
    #[error("the record at byte {position} is too short for its fields")]
    TooShort {
        /// Position of the record in the file, or in the chunk that contains it.
        position: u64,
    },
    /// A text is not UTF-8.
    #[error("a text in the record at byte {position} is not UTF-8")]
    Text {
        /// As for [`TooShort`](Self::TooShort).
        position: u64,
    },
    /// A chunk is compressed with a method that this program does not know.
    #[error("a chunk is compressed with `{name}`; only zstd and lz4 are supported")]
    UnknownCompression {
        /// Name of the method.
        name: String,
    },
    /// A compressed chunk is not valid.
    #[error("a compressed chunk cannot be read: {source}")]
    Compression {
        /// The reason.
        source: io::Error,
    },
    /// A chunk takes much more memory than the file justifies.
    #[error(
        "a chunk of {compressed} bytes would take {uncompressed} bytes of memory, more than the allowed {limit}"
    )]
    ChunkTooLarge {
        /// Bytes in the file.
        compressed: u64,
        /// Bytes of its records.
        uncompressed: u64,
        /// Most bytes for a chunk of this size.
        limit: u64,
    },
    /// The checksum of a chunk differs.
    #[error("a chunk is damaged: its checksum is {found:#010x}, not {expected:#010x}")]
    Checksum {
        /// The checksum in the file.
        expected: u32,
        /// The checksum of the bytes.
        found: u32,
    },
    /// The file contains more channels or schemas than fit into the format.
    #[error("an MCAP file has at most 65535 {what}")]
    TooMany {
        /// Channels or schemas.
        what: &'static str,
    },
    /// A text or a message is longer than its length field can express.
    #[error("{len} bytes do not fit into one record")]
    TooLong {
        /// Length in bytes.
        len: usize,
    },
    /// The file cannot be written.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
}
