//! The buffer of a pool that receivers are asked with: whoever receives it has mapped the pool. One for each pool,
//! allocated when the pool is created and kept, because a question that a receiver cannot map is never let go of.

use zenoh::shm::{SegmentID, ShmBuf, ZShm};

use super::exit;

/// What the allocator takes for the buffer, at most.
pub(super) const QUESTION_BYTES: usize = 64;

/// A small buffer of a pool, and the segment that it is in.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) buffer: ZShm,
    pub(crate) segment: SegmentID,
    /// The size of the segment, where the system reports it.
    pub(crate) bytes: u64,
    /// The segment of the pool that this one has replaced: it is no longer sent from.
    pub(crate) instead: Option<SegmentID>,
}

impl Question {
    /// Whether a receiver can still map the buffer: zenoh invalidates it if this process does not run for a while.
    pub(super) fn is_valid(&self) -> bool {
        self.buffer.is_valid()
    }
}

/// Whether the file of a segment is gone from `/dev/shm`, so that nobody can open it any more.
pub(crate) fn is_removed(segment: SegmentID) -> bool {
    exit::is_removed(segment.into())
}
