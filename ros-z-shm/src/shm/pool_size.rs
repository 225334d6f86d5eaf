//! The size of the segment that a pool needs, and the check whether the system allows it.

use std::sync::atomic::{AtomicBool, Ordering};

use zenoh::{
    Wait,
    shm::{AllocAlignment, PosixShmProviderBackend, cleanup_orphaned_shm_segments},
};

use super::{
    error::ShmError,
    limits::{OVERHEAD, ShmLimits},
    zenoh_sizes::MAX_POOL_SIZE,
};

/// The granularity of mappings.
const PAGE: usize = 4096;

/// Whether zenoh has created its table of buffers in this process.
static HAS_TABLE: AtomicBool = AtomicBool::new(false);

/// Records that zenoh has created its table of buffers. Returns whether this was not known before.
pub(super) fn note_table() -> bool {
    !HAS_TABLE.swap(true, Ordering::Relaxed)
}

/// The sizes of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PoolSize {
    /// The requested size.
    pub(super) asked: usize,
    /// The size of the segment, with room for one message of `asked` bytes.
    pub(super) segment: usize,
    /// The size of the largest message.
    pub(super) capacity: usize,
}

impl PoolSize {
    /// Computes the sizes of a pool of `bytes`. Returns an error if no machine could create it.
    pub(super) fn new(bytes: usize) -> Result<Self, ShmError> {
        if bytes == 0 {
            return Err(ShmError::ZeroPool);
        }
        let too_large = || ShmError::PoolTooLarge { bytes };
        if bytes as u64 > MAX_POOL_SIZE {
            return Err(too_large());
        }
        let wanted = bytes
            .checked_add(OVERHEAD)
            .and_then(|sum| sum.checked_next_multiple_of(PAGE))
            .ok_or_else(too_large)?;
        let segment = usize::try_from(MAX_POOL_SIZE).map_or(wanted, |most| wanted.min(most));
        Ok(Self {
            asked: bytes,
            segment,
            capacity: bytes.min(segment - OVERHEAD),
        })
    }

    /// Checks that the system has room for a segment of this library, which is not locked.
    pub(super) fn check_room(self) -> Result<(), ShmError> {
        let has_table = HAS_TABLE.load(Ordering::Relaxed);
        ShmLimits::read().check(self.asked, self.segment as u64, has_table)
    }

    /// Creates the segment, with zenoh's POSIX allocator. zenoh locks it.
    pub(super) fn open(self) -> Result<PosixShmProviderBackend, ShmError> {
        let has_table = HAS_TABLE.load(Ordering::Relaxed);
        ShmLimits::read().check_locked(self.asked, self.segment as u64, has_table)?;
        PosixShmProviderBackend::builder((self.segment, AllocAlignment::ALIGN_8_BYTES))
            .wait()
            .map_err(|said| {
                // The file of the failed attempt still exists, without a lock.
                cleanup_orphaned_shm_segments();
                ShmError::create(self.asked, said)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_bytes_and_too_many_are_refused_at_once() {
        assert!(matches!(PoolSize::new(0), Err(ShmError::ZeroPool)));
        for bytes in [MAX_POOL_SIZE + 1, u64::MAX] {
            let Ok(bytes) = usize::try_from(bytes) else {
                continue;
            };
            let error = PoolSize::new(bytes);
            assert!(matches!(error, Err(ShmError::PoolTooLarge { .. })), "{error:?}");
        }
    }

    #[test]
    fn a_segment_holds_a_message_as_large_as_the_pool() -> Result<(), ShmError> {
        for bytes in [1, 4095, 4096, 10_000_000, 10 << 20] {
            let size = PoolSize::new(bytes)?;
            assert_eq!(size.capacity, bytes);
            assert_eq!(size.segment % PAGE, 0);
            assert!(size.segment >= bytes + OVERHEAD);
        }
        Ok(())
    }

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn the_largest_pool_stays_within_32_bits() -> Result<(), ShmError> {
        let size = PoolSize::new(1 << 32)?;
        assert_eq!(size.segment, 1 << 32);
        assert_eq!(size.capacity, (1 << 32) - OVERHEAD);
        Ok(())
    }
}
