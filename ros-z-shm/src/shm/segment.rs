//! The first buffer of a segment, with which zenoh creates its table of buffers, and the properties of the segment.

use std::{
    borrow::Borrow,
    fs,
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
};

use zenoh::shm::{SegmentID, ZShmMut, cleanup_orphaned_shm_segments};

use super::{
    error::ShmError,
    exit, pool_size,
    provider::{Provider, Refusal},
};

/// The bytes that zenoh's allocator uses in a segment with one buffer: 1 040 bytes at the start for itself, 8 bytes
/// after the buffer.
pub(super) const ALLOCATOR_OVERHEAD: usize = 1048;

/// Allocates one byte, so that zenoh creates its table of buffers now and not with the first message. Returns `None` if
/// the provider is full.
///
/// zenoh unwraps the result of creating the table. If the memory lock limit prevents it despite the preceding check,
/// the panic is caught here.
pub(super) fn first_buffer(provider: &dyn Provider) -> Result<Option<(ZShmMut, SegmentID)>, ShmError> {
    provider.collect();
    match catch_unwind(AssertUnwindSafe(|| provider.allocate(NonZeroUsize::MIN))) {
        Ok(Ok(buffer)) => {
            if pool_size::note_table() {
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

/// Does nothing: the ranges that zenoh has locked are not known on this system.
#[cfg(not(target_os = "linux"))]
pub(super) fn unlock_tables() {}

/// As [`unlock_tables`].
#[cfg(not(target_os = "linux"))]
pub(super) fn unlock_segment(_: SegmentID) {}

/// Returns the size of the segment of `buffer`; `None` if it is not a file in `/dev/shm`.
pub(super) fn size_of(buffer: &ZShmMut, segment: SegmentID) -> Option<u64> {
    exit::table_of(buffer.borrow())?;
    let file = fs::metadata(format!("/dev/shm/{segment}.zenoh")).ok()?;
    Some(file.len())
}
