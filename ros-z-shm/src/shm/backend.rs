//! The CDR-aligned backend, and the unsafe calls into zenoh's allocation. `arena` provides the memory.
//!
//! A ROS message starts with a 4-byte header and counts its alignment from the byte after it. In a chunk that starts at
//! a multiple of 8, no `f64` of the message is aligned. [`CdrAlignedBackend`] allocates chunks that start 4 bytes
//! later. `pool_core` decides when to allocate and collect.
#![allow(unsafe_code)]

use std::{
    cell::Cell,
    fmt,
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use zenoh::{
    Wait,
    shm::{
        AllocAlignment, AllocPolicy, AllocatedChunk, ChunkAllocResult, ChunkDescriptor, JustAlloc,
        MemoryLayout, ProtocolID, PtrInSegment, SegmentID, ShmProvider, ShmProviderBackend, WithProtocolID,
        ZAllocError, ZLayoutAllocError, ZLayoutError, ZShmMut,
    },
};

use super::{
    arena::{Arena, Piece},
    error::ShmError,
    pool_size::PoolSize,
};

/// The offset of a chunk from an 8-aligned address: the length of the CDR header.
pub(super) const SKEW: usize = 4;

/// A [`ShmProviderBackend`] for zenoh's POSIX protocol, whose chunks start at 4 modulo 8.
///
/// Byte 4 of every buffer, where the body of a CDR message starts, is aligned to 8 in every
/// process that maps the buffer. A chunk costs 4 to 11 bytes more than its length.
///
/// A chunk itself is aligned only to 4, so layouts with a larger alignment are refused.
///
/// Private: `free` of a zenoh backend is a safe function that trusts its descriptor. Only a provider of this crate,
/// which passes the descriptors that `alloc` returned, may call it.
///
/// ```compile_fail,E0432
/// use ros_z_shm::shm::CdrAlignedBackend;
/// ```
pub(super) struct CdrAlignedBackend {
    arena: Arena,
    usage: Arc<Usage>,
    size: PoolSize,
}

impl CdrAlignedBackend {
    /// Creates a segment with room for at least one message of `bytes` bytes.
    ///
    /// # Errors
    ///
    /// As [`ShmConfig::pool_of`](super::ShmConfig::pool_of).
    pub(super) fn new(bytes: usize) -> Result<Self, ShmError> {
        let size = PoolSize::new(bytes)?;
        Ok(Self {
            arena: Arena::create(size)?,
            usage: Arc::default(),
            size,
        })
    }

    pub(super) fn usage(&self) -> Arc<Usage> {
        self.usage.clone()
    }

    pub(super) fn size(&self) -> PoolSize {
        self.size
    }

    /// Returns whether no buffer of this process refers to the segment.
    #[cfg(zenoh_1_10)]
    pub(super) fn is_unused_here(&self) -> bool {
        self.arena.is_unused_here()
    }
}

/// Returns the chunk for a piece of the arena: the piece without its first 4 bytes.
///
/// The chunk ends where the piece ends, so [`piece_of`] reconstructs the piece exactly.
fn skew(piece: &Piece) -> Option<AllocatedChunk> {
    let ChunkDescriptor { segment, chunk, len } = piece.descriptor;
    let descriptor = ChunkDescriptor::new(
        segment,
        chunk.checked_add(SKEW as u32)?,
        NonZeroUsize::new(len.get().checked_sub(SKEW)?)?,
    );
    // `PtrInSegment::new` is a safe function, but zenoh dereferences its pointer. The pointer stays inside the piece,
    // which is longer than SKEW (`checked_sub` and `NonZeroUsize` above), and keeps its provenance (`wrapping_add`).
    // `Piece` promises that its memory is mapped while `segment` is alive, and the `PtrInSegment` keeps `segment`
    // alive.
    let start = piece.start.as_ptr().wrapping_add(SKEW);
    let data = PtrInSegment::new(start, piece.segment.clone());
    Some(AllocatedChunk::new(descriptor, data))
}

/// Returns the descriptor of the piece that contains the chunk `outer`; the inverse of [`skew`].
fn piece_of(outer: &ChunkDescriptor) -> Option<ChunkDescriptor> {
    Some(ChunkDescriptor::new(
        outer.segment,
        outer.chunk.checked_sub(SKEW as u32)?,
        outer.len.checked_add(SKEW)?,
    ))
}

impl WithProtocolID for CdrAlignedBackend {
    fn id(&self) -> ProtocolID {
        self.arena.id()
    }
}

impl ShmProviderBackend for CdrAlignedBackend {
    fn alloc(&self, layout: &MemoryLayout) -> ChunkAllocResult {
        if layout.alignment() > AllocAlignment::ALIGN_4_BYTES {
            return Err(ZAllocError::Other);
        }
        let bytes = layout.size().checked_add(SKEW).ok_or(ZAllocError::OutOfMemory)?;
        let piece = self.arena.take(bytes)?;
        match skew(&piece) {
            Some(chunk) => {
                self.usage.taken(piece.descriptor.len.get());
                Ok(chunk)
            }
            None => {
                self.arena.give_back(&piece.descriptor);
                Err(ZAllocError::Other)
            }
        }
    }

    fn free(&self, chunk: &ChunkDescriptor) {
        #[cfg(zenoh_1_10)]
        if let Some(address) = self.arena.address(chunk.chunk) {
            super::expired_chunk::freed(address);
        }
        match piece_of(chunk).and_then(|piece| self.arena.give_back(&piece)) {
            Some(bytes) => self.usage.freed(bytes),
            // `alloc` did not return this chunk: another process overwrote the table of buffers.
            None => tracing::error!(
                "cannot free shared memory chunk {chunk:?}: no such chunk is allocated; \
                 another process has overwritten zenoh's table of buffers"
            ),
        }
    }

    fn defragment(&self) -> usize {
        0
    }

    fn available(&self) -> usize {
        self.size.capacity.saturating_sub(self.usage.bytes())
    }

    fn layout_for(&self, layout: MemoryLayout) -> Result<MemoryLayout, ZLayoutError> {
        if layout.alignment() > AllocAlignment::ALIGN_4_BYTES {
            return Err(ZLayoutError::ProviderIncompatibleLayout);
        }
        layout.extend(AllocAlignment::ALIGN_4_BYTES)
    }
}

impl fmt::Debug for CdrAlignedBackend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CdrAlignedBackend")
            .field("size", &self.size)
            .field("usage", &self.usage)
            .finish_non_exhaustive()
    }
}

/// The allocated chunks and bytes of a backend.
#[derive(Debug, Default)]
pub(super) struct Usage {
    bytes: AtomicUsize,
    high_water: AtomicUsize,
    chunks: AtomicUsize,
}

impl Usage {
    fn taken(&self, bytes: usize) {
        self.chunks.fetch_add(1, Ordering::Relaxed);
        let before = self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.high_water.fetch_max(before + bytes, Ordering::Relaxed);
    }

    fn freed(&self, bytes: usize) {
        self.chunks.fetch_sub(1, Ordering::Relaxed);
        self.bytes.fetch_sub(bytes, Ordering::Relaxed);
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }

    pub(super) fn chunks(&self) -> usize {
        self.chunks.load(Ordering::Relaxed)
    }

    pub(super) fn high_water(&self) -> usize {
        self.high_water.load(Ordering::Relaxed)
    }

    pub(super) fn restart_high_water(&self) {
        self.high_water.store(self.bytes(), Ordering::Relaxed);
    }
}

/// Permission to recover memory from receivers that no longer confirm it.
///
/// For [`AllocPolicy::RecoverDead`](super::AllocPolicy::RecoverDead). The permission is valid for every pool of the
/// process: it can be copied, and safe code can pass a copy to any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForcedCollection(());

impl ForcedCollection {
    /// Permits collecting every buffer that no process has confirmed for about 100 ms.
    ///
    /// # Safety
    ///
    /// zenoh considers a process dead if it has not run for 100 ms. From this call until this process ends, no process
    /// that holds a buffer of a pool of this process, this one included, may be stopped for that long and then
    /// continued (by a signal, a debugger, a suspended machine): its buffer would be reused while it still reads or
    /// writes it, and its late release would decrement the next owner's count of holders.
    ///
    /// This covers all pools of the process, because safe code can pass the permission to any of them. A caller
    /// that passes it on itself, and lets no other code copy it, answers for the pools that it passes it to, and
    /// only until the last message of those is published.
    #[must_use]
    pub const unsafe fn permit() -> Self {
        Self(())
    }
}

/// Collects the free buffers of `provider`, and those whose holders no longer confirm them.
pub(super) fn force_collect<B: ShmProviderBackend>(provider: &ShmProvider<B>, _permission: ForcedCollection) {
    // SAFETY: the caller of `garbage_collect_unsafe` must rule out data races with collected buffers that are in use.
    // It collects only buffers that no process confirms, and `permit`, the only function that creates a
    // `ForcedCollection`, requires for every pool of this process, and so for the one of `provider`, that a process
    // which stopped confirming does not continue.
    unsafe { provider.garbage_collect_unsafe() };
}

/// Tries once to allocate `len` bytes, and returns their segment too.
pub(super) fn allocate<B: ShmProviderBackend>(
    provider: &ShmProvider<B>,
    len: NonZeroUsize,
) -> Result<(ZShmMut, SegmentID), ZLayoutAllocError> {
    let segment = Cell::new(0);
    let request = provider.alloc(len);
    // SAFETY: the caller of `with_runtime_policy` must ensure that the buffer is safe to use with the policy.
    // `NoteSegment` allocates with `JustAlloc`, a `SafePolicy`, and returns its result unchanged.
    let request = unsafe { request.with_runtime_policy(NoteSegment(&segment)) };
    let shm = request.wait()?;
    Ok((shm, segment.get()))
}

/// Allocates as [`JustAlloc`], and records the segment of the chunk.
struct NoteSegment<'a>(&'a Cell<SegmentID>);

impl<B: ShmProviderBackend> AllocPolicy<B> for NoteSegment<'_> {
    fn alloc(&self, layout: &MemoryLayout, provider: &ShmProvider<B>) -> ChunkAllocResult {
        let chunk = JustAlloc.alloc(layout, provider)?;
        self.0.set(chunk.descriptor.segment);
        Ok(chunk)
    }
}

#[cfg(test)]
mod tests {
    use zenoh::shm::{OwnedShmBuf, ShmProviderBuilder};

    use super::{super::test_pool::made, *};

    fn provider(bytes: usize) -> Option<(ShmProvider<CdrAlignedBackend>, Arc<Usage>)> {
        let backend = made(CdrAlignedBackend::new(bytes))?;
        let usage = backend.usage();
        Some((ShmProviderBuilder::backend(backend).wait(), usage))
    }

    /// Grows `buffer` as far as possible, and returns its length.
    fn grow(buffer: &mut ZShmMut) -> usize {
        let longer = |len| NonZeroUsize::new(len + 1).expect("len + 1 is not 0");
        while buffer.try_resize(longer(buffer.len())).is_some() {}
        buffer.len()
    }

    #[test]
    fn the_body_is_aligned_to_8_for_every_length() {
        let Some((provider, _)) = provider(1 << 20) else {
            return;
        };
        for len in 1..=4096 {
            let buffer = provider.alloc(len).wait().expect("a free pool has room");
            assert_eq!(buffer.as_ptr() as usize % 8, 4, "length {len}");
            assert_eq!(buffer.len(), len);
            if len % 64 == 0 {
                provider.garbage_collect();
            }
        }
    }

    #[test]
    fn free_returns_every_byte() {
        let Some((provider, usage)) = provider(256 << 10) else {
            return;
        };
        let mut most = 0;
        for round in 0..50 {
            let mut held = Vec::new();
            while let Ok(mut buffer) = provider.alloc(1 + (held.len() * 37) % 3000).wait() {
                buffer.fill(0xA5);
                held.push(buffer);
            }
            match round {
                0 => most = held.len(),
                _ => assert_eq!(held.len(), most, "round {round}"),
            }
            drop(held);
            provider.garbage_collect();
            assert_eq!(usage.bytes(), 0);
            assert_eq!(usage.chunks(), 0);
        }
        let whole = provider.alloc(256 << 10).wait();
        assert!(whole.is_ok(), "the pool is in one piece again");
    }

    #[test]
    fn neighbours_do_not_overlap() {
        let Some((provider, _)) = provider(64 << 10) else {
            return;
        };
        let mut held = Vec::new();
        for (tag, len) in (1..=200_u8).zip((1..=100).chain(1..=100)) {
            let mut buffer = provider.alloc(len).wait().expect("a free pool has room");
            let capacity = grow(&mut buffer);
            assert!(capacity < len + 8, "{capacity} for {len}");
            buffer.fill(tag);
            held.push((tag, buffer));
        }
        for (tag, buffer) in &held {
            assert!(buffer.iter().all(|byte| byte == tag));
        }
    }

    #[test]
    fn layouts_that_want_more_than_4_are_refused() {
        let Some((provider, _)) = provider(64 << 10) else {
            return;
        };
        let refused = provider.alloc((64_usize, AllocAlignment::ALIGN_8_BYTES)).wait();
        assert!(refused.is_err());
        let layout = MemoryLayout::new(64_usize, AllocAlignment::ALIGN_4_BYTES);
        assert!(
            provider
                .alloc(layout.expect("64 is a multiple of 4"))
                .wait()
                .is_ok()
        );
    }

    #[test]
    fn the_piece_of_a_chunk_is_found_again_exactly() {
        for (chunk, len) in [(0, 8), (1048, 16), (u32::MAX - 15, 16)] {
            let inner = ChunkDescriptor::new(7, chunk, NonZeroUsize::new(len).expect("not 0"));
            let outer = ChunkDescriptor::new(
                7,
                chunk + SKEW as u32,
                NonZeroUsize::new(len - SKEW).expect("not 0"),
            );
            assert_eq!(piece_of(&outer), Some(inner));
        }
        let corrupt = ChunkDescriptor::new(7, 3, NonZeroUsize::MIN);
        assert_eq!(piece_of(&corrupt), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_chunk_that_was_never_handed_out_is_not_freed() {
        let Some(backend) = made(CdrAlignedBackend::new(64 << 10)) else {
            return;
        };
        let layout = MemoryLayout::new(100_usize, AllocAlignment::ALIGN_1_BYTE).expect("a layout");
        let chunk = backend.alloc(&layout).expect("a free pool has room").descriptor;
        let used = backend.usage().bytes();
        for (segment, position) in [
            (chunk.segment, 0x7fff_0004),
            (chunk.segment, chunk.chunk + 8),
            (0, chunk.chunk),
        ] {
            backend.free(&ChunkDescriptor::new(segment, position, chunk.len));
            assert_eq!(backend.usage().bytes(), used);
        }
        backend.free(&chunk);
        backend.free(&chunk);
        assert_eq!((backend.usage().bytes(), backend.usage().chunks()), (0, 0));
    }
}
