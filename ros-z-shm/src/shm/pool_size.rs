//! How large the segment of a pool must be, and whether the system allows it.

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

/// Segments are mapped by the page.
const PAGE: usize = 4096;

/// Whether zenoh's table of buffers has been made in this process.
static HAS_TABLE: AtomicBool = AtomicBool::new(false);

/// Notes that zenoh has made its table of buffers; returns whether it is new.
pub(super) fn note_table() -> bool {
    !HAS_TABLE.swap(true, Ordering::Relaxed)
}

/// The sizes that belong to a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PoolSize {
    /// What was asked for.
    pub(super) asked: usize,
    /// The segment to make: with room for one message of `asked` bytes.
    pub(super) segment: usize,
    /// The largest message.
    pub(super) capacity: usize,
}

impl PoolSize {
    /// The sizes for a pool of `bytes`; an error when no machine could make it.
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

    /// Checks that there is room for a segment of this library, which is not locked.
    pub(super) fn check_room(self) -> Result<(), ShmError> {
        let has_table = HAS_TABLE.load(Ordering::Relaxed);
        ShmLimits::read().check(self.asked, self.segment as u64, has_table)
    }

    /// Makes the segment, with zenoh's POSIX allocator in it. zenoh locks it.
    pub(super) fn open(self) -> Result<PosixShmProviderBackend, ShmError> {
        let has_table = HAS_TABLE.load(Ordering::Relaxed);
        ShmLimits::read().check_locked(self.asked, self.segment as u64, has_table)?;
        PosixShmProviderBackend::builder((self.segment, AllocAlignment::ALIGN_8_BYTES))
            .wait()
            .map_err(|said| {
                // The file of the failed attempt is still there, and not locked by anyone.
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
