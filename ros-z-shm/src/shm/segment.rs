//! How large a segment must be for a pool of a given size, whether the system allows it, and its first buffer. What
//! is allocated inside is known to the backend.

use std::{
    borrow::Borrow,
    fs,
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicBool, Ordering},
};

use zenoh::{
    Wait,
    shm::{AllocAlignment, PosixShmProviderBackend, SegmentID, ZShmMut, cleanup_orphaned_shm_segments},
};

use super::{
    error::ShmError,
    exit,
    limits::{OVERHEAD, ShmLimits},
    provider::{Provider, Refusal},
    sizes::MAX_POOL_SIZE,
};

/// What zenoh's allocator takes of a segment with one buffer: 1 040 bytes at the start for itself,
/// 8 bytes behind the buffer.
pub(super) const ALLOCATOR_OVERHEAD: usize = 1048;

/// Segments are mapped by the page.
const PAGE: usize = 4096;

/// Whether zenoh's table of buffers has been made in this process.
static HAS_TABLE: AtomicBool = AtomicBool::new(false);

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

/// Allocates one byte, so that zenoh makes its table of buffers now and not with the first
/// message; `None` from a full provider.
///
/// zenoh unwraps the result of making it: where the memory lock limit is in the way in
/// spite of the check made before, that panic ends here.
pub(super) fn first_buffer(provider: &dyn Provider) -> Result<Option<(ZShmMut, SegmentID)>, ShmError> {
    provider.collect();
    match catch_unwind(AssertUnwindSafe(|| provider.allocate(NonZeroUsize::MIN))) {
        Ok(Ok(buffer)) => {
            if !HAS_TABLE.swap(true, Ordering::Relaxed) {
                unlock_tables();
            }
            Ok(Some(buffer))
        }
        Ok(Err(Refusal::Full)) => Ok(None),
        Ok(Err(Refusal::Failed)) | Err(_) => {
            cleanup_orphaned_shm_segments();
            Err(ShmError::NoTable)
        }
    }
}

#[cfg(target_os = "linux")]
pub(super) use super::mapping::{unlock_segment, unlock_tables};

/// What zenoh has locked stays locked where its ranges are not known.
#[cfg(not(target_os = "linux"))]
pub(super) fn unlock_tables() {}

/// As [`unlock_tables`].
#[cfg(not(target_os = "linux"))]
pub(super) fn unlock_segment(_: SegmentID) {}

/// How large the segment of `buffer` is; `None` where it is not a file in `/dev/shm`.
pub(super) fn size_of(buffer: &ZShmMut, segment: SegmentID) -> Option<u64> {
    exit::table_of(buffer.borrow())?;
    let file = fs::metadata(format!("/dev/shm/{segment}.zenoh")).ok()?;
    Some(file.len())
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
