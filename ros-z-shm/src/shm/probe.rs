//! The buffer of a pool with which receivers are probed: a process that receives it has mapped the pool. Each pool
//! allocates one when it is created and keeps it, because a receiver that cannot map the buffer never releases it.

use zenoh::shm::{SegmentID, ShmBuf, ZShm};

use super::exit;
#[cfg(not(zenoh_1_10))]
use super::table::Entry;

/// The maximum size of the buffer in the allocator.
pub(super) const PROBE_BYTES: usize = 64;

/// A small buffer of a pool, and its segment.
#[derive(Clone)]
pub(crate) struct Probe {
    pub(crate) buffer: ZShm,
    pub(crate) segment: SegmentID,
    /// The size of the segment, if the system reports it.
    pub(crate) bytes: u64,
    /// The segment of the pool that this one has replaced. Publishers no longer send from it.
    pub(crate) replaces: Option<SegmentID>,
    /// Whether it is not the first buffer of the pool, so that it may be in the middle of it.
    #[cfg(zenoh_1_10)]
    pub(super) is_later: bool,
}

impl Probe {
    /// Returns whether a receiver can still map the buffer. zenoh invalidates it if this process is suspended; then it is
    /// restored, because another buffer would be in the middle of the pool, where the largest messages need the room.
    #[cfg(not(zenoh_1_10))]
    pub(super) fn make_valid(&self) -> bool {
        self.buffer.is_valid() || Entry::of(&self.buffer).is_some_and(Entry::restore)
    }

    /// Returns whether a receiver can still map the buffer: zenoh invalidates it if this process is suspended. Then the
    /// pool allocates another one, and drops it when a message needs the room.
    #[cfg(zenoh_1_10)]
    pub(super) fn make_valid(&self) -> bool {
        self.buffer.is_valid()
    }
}

/// Returns whether the file of a segment was removed from `/dev/shm`, so that no process can open it any more.
pub(crate) fn is_removed(segment: SegmentID) -> bool {
    exit::is_removed(segment.into())
}

#[cfg(all(test, not(zenoh_1_10)))]
mod tests {
    use super::{
        super::{AllocPolicy, pool::ShmPool, test_pool::made},
        *,
    };
    use std::time::Duration;

    const MIB: usize = 1 << 20;

    #[test]
    fn a_suspended_process_keeps_the_buffer_for_probes_and_room_for_the_largest_message() {
        let Some(pool) = made(ShmPool::of(MIB)) else {
            return;
        };
        let core = pool.core().expect("the pool is available");
        let probe = core.probe().expect("there is room");
        let held = pool.acquire(MIB / 2).expect("there is room").into_zshm();
        Entry::of(&probe.buffer)
            .expect("the buffer has an entry")
            .starve();
        let again = core.probe().expect("there is room");
        assert_eq!(again.buffer.as_ptr(), probe.buffer.as_ptr());
        assert!(again.buffer.is_valid());
        drop(held);
        let room = pool
            .with_policy(AllocPolicy::Wait(Duration::from_secs(30)))
            .acquire(MIB);
        assert!(room.is_ok());
    }
}
