//! What became of a published message.

use crate::shm::FallbackReason;
use std::fmt;

/// Tells how a message was published. May be ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// The memory that it was put into.
    pub path: PublishPath,
    /// Length of the serialized message in bytes, header included.
    pub bytes: usize,
    /// Those of them that were in shared memory before, and were passed on without a copy.
    pub spliced: usize,
    /// Whether a loan was copied: the field values that were set after `loan` did not fit between the large fields.
    pub rewritten: bool,
    /// Its place in the sequence of its publisher, from 1.
    pub sequence_number: i64,
}

impl Published {
    /// Describes a message that a publisher of its own making has put.
    #[must_use]
    pub const fn new(path: PublishPath, bytes: usize, spliced: usize, sequence_number: i64) -> Self {
        Self {
            path,
            bytes,
            spliced,
            rewritten: false,
            sequence_number,
        }
    }
}

/// The memory that a message was put into.
///
/// Whether a receiver sees shared memory depends on the receiver too: one on another host, of
/// another user, or without shared memory gets the same bytes over the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PublishPath {
    /// Shared memory: every local receiver reads the bytes where they were written.
    Shm,
    /// The heap, for this reason.
    Heap(FallbackReason),
}

impl PublishPath {
    /// Whether it was shared memory.
    #[must_use]
    pub const fn is_shm(self) -> bool {
        matches!(self, Self::Shm)
    }
}

impl fmt::Display for PublishPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shm => f.write_str("shared memory"),
            Self::Heap(reason) => write!(f, "heap ({reason})"),
        }
    }
}
