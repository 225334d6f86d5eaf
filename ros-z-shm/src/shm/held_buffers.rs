//! Finds the buffers with a holder in this process. zenoh does not list them, but every 50 ms its confirming thread sets the
//! bits of all of them in one pass. A canary, a one-byte buffer whose bit is polled, shows that a pass has happened.

use std::{
    num::NonZeroUsize,
    sync::{Arc, atomic::AtomicU8},
    thread,
    time::{Duration, Instant},
};

use zenoh::{
    Wait,
    shm::{
        AllocatedChunk, ChunkAllocResult, ChunkDescriptor, MemoryLayout, PosixShmClient, ProtocolID,
        PtrInSegment, ShmProviderBackend, ShmProviderBuilder, WithProtocolID, ZLayoutError, ZShm,
    },
};

use super::table::{Entry, NO_SEGMENT};

/// The interval at which the bit is polled.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// The number of passes to wait for.
const PASSES: usize = 3;

/// The maximum time to wait for them. If this process gets less processor time than that, the result is unknown.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Returns the `entries` without a holder in this process; `None` if that cannot be determined now.
///
/// All of them must be invalidated: then zenoh's validator no longer watches them, so that only this function clears
/// their bits; and no process becomes a holder, because readers refuse them.
///
/// The bits are cleared first. The first pass after that may have begun earlier. The second pass began after the first
/// had set the bit of the canary, so after the bits were cleared, and it ended before the third began. It set the bit
/// of every buffer with a holder in this process: each holder was registered with the confirming thread before
/// that pass began, because a clone registers when it is created, before the holder that it was cloned from withdraws.
pub(super) fn not_held_here(mut entries: Vec<Entry>) -> Option<Vec<Entry>> {
    for entry in &entries {
        entry.take_confirmation();
    }
    let provider = ShmProviderBuilder::backend(OneByteBackend).wait();
    let canary = ZShm::from(provider.alloc(1_usize).wait().ok()?);
    let bit = Entry::of(&canary)?;
    bit.take_confirmation();
    let start = Instant::now();
    let mut passes = 0;
    while passes < PASSES {
        thread::sleep(POLL_INTERVAL);
        passes += usize::from(bit.take_confirmation());
        if start.elapsed() > TIMEOUT {
            return None;
        }
    }
    entries.retain(|entry| !entry.is_confirmed());
    Some(entries)
}

/// Allocates single bytes on the heap.
struct OneByteBackend;

impl WithProtocolID for OneByteBackend {
    fn id(&self) -> ProtocolID {
        (PosixShmClient {}).id()
    }
}

impl ShmProviderBackend for OneByteBackend {
    fn alloc(&self, _: &MemoryLayout) -> ChunkAllocResult {
        let byte = Arc::new(AtomicU8::new(0));
        let descriptor = ChunkDescriptor::new(NO_SEGMENT, 0, NonZeroUsize::MIN);
        // zenoh dereferences the pointer in `PtrInSegment`: the address of one byte, which the `Arc` in the same value
        // keeps alive.
        let data = PtrInSegment::new(byte.as_ptr(), byte);
        Ok(AllocatedChunk::new(descriptor, data))
    }

    fn free(&self, _: &ChunkDescriptor) {}

    fn defragment(&self) -> usize {
        0
    }

    fn available(&self) -> usize {
        1
    }

    fn layout_for(&self, layout: MemoryLayout) -> Result<MemoryLayout, ZLayoutError> {
        Ok(layout)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{pool::ShmPool, test_pool::made},
        *,
    };
    use zenoh::shm::ShmBuf;

    #[test]
    fn a_held_buffer_is_distinguished_from_one_with_only_a_count() {
        let Some(pool) = made(ShmPool::of(500_000)) else {
            return;
        };
        let pool = pool.with_retention(super::super::RetentionLimits::none());
        let [held, left] = [1000, 2000].map(|len| pool.acquire(len).expect("there is room").into_zshm());
        let [held_entry, left_entry] =
            [&held, &left].map(|shm| Entry::of(shm).expect("the buffer has an entry"));
        // Simulates a killed process.
        left_entry.hold();
        drop(left);
        let deadline = Instant::now() + Duration::from_secs(30);
        while !left_entry.is_invalidated() {
            assert!(Instant::now() < deadline);
            thread::sleep(POLL_INTERVAL);
        }
        held_entry.starve();
        assert!(!held.is_valid());
        let answer = not_held_here(vec![held_entry, left_entry]).expect("the passes are seen in time");
        assert_eq!(answer.len(), 1);
        assert!(!left_entry.is_confirmed() && held_entry.is_confirmed());
    }
}
