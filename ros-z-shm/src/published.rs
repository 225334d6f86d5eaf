//! The result of publishing a message: the memory that it uses, its size and its number.

use crate::shm::FallbackReason;
use std::fmt;

/// The result of publishing a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// The memory that the message uses.
    pub path: PublishPath,
    /// Length of the serialized message in bytes, header included.
    pub bytes: usize,
    /// Bytes that were in shared memory already, and were passed on without a copy.
    pub spliced: usize,
    /// Whether a loan was copied, because a large field was no longer at the position that `loan` had reserved.
    pub rewritten: bool,
    /// Position in the publisher's sequence, from 1.
    pub sequence_number: i64,
    /// The number of subscribers that get the message through a local lane. 0 for a message that was published in a
    /// callback and is sent later.
    pub lanes: usize,
    /// Whether lanes reach all subscribers of other sessions, so that zenoh did not send the message.
    pub only_lanes: bool,
}

impl Published {
    /// Creates the result of a publisher outside of this crate.
    #[must_use]
    pub const fn new(path: PublishPath, bytes: usize, spliced: usize, sequence_number: i64) -> Self {
        Self {
            path,
            bytes,
            spliced,
            rewritten: false,
            sequence_number,
            lanes: 0,
            only_lanes: false,
        }
    }
}

/// The memory that a message uses.
///
/// A receiver on another host, of another user, or without shared memory gets the same bytes over the
/// network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PublishPath {
    /// Shared memory. Local receivers read the bytes in place.
    Shm,
    /// The heap, for this reason.
    Heap(FallbackReason),
}

impl PublishPath {
    /// Returns whether it is shared memory.
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
