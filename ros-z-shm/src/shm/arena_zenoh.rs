//! The memory of a pool on systems where this library creates no segments of its own: zenoh's POSIX segment, which
//! zenoh locks, and zenoh's allocator. On Linux it is `arena.rs`.

use std::{
    any::Any,
    num::NonZeroUsize,
    ptr::NonNull,
    sync::{Arc, OnceLock},
};

use zenoh::shm::{
    AllocAlignment, ChunkDescriptor, MemoryLayout, PosixShmProviderBackend, ProtocolID, ShmProviderBackend,
    WithProtocolID, ZAllocError,
};

use super::{error::ShmError, pool_size::PoolSize};

/// An allocated part of an arena.
pub(super) struct Piece {
    pub(super) descriptor: ChunkDescriptor,
    /// The first byte. Valid for reads and writes of `descriptor.len` bytes, aligned to 8, until it is given back,
    /// while `segment` is alive.
    pub(super) start: NonNull<u8>,
    pub(super) segment: Arc<dyn Any + Send + Sync>,
}

pub(super) struct Arena {
    inner: PosixShmProviderBackend,
    /// Keeps the segment mapped; created with the first piece.
    segment: OnceLock<Arc<dyn Any + Send + Sync>>,
}

impl Arena {
    /// Creates the segment of a pool.
    pub(super) fn create(size: PoolSize) -> Result<Self, ShmError> {
        Ok(Self {
            inner: size.open()?,
            segment: OnceLock::new(),
        })
    }

    pub(super) fn id(&self) -> ProtocolID {
        self.inner.id()
    }

    /// Allocates `bytes` bytes, rounded up to a multiple of 8.
    pub(super) fn take(&self, bytes: NonZeroUsize) -> Result<Piece, ZAllocError> {
        let bytes = bytes
            .get()
            .checked_next_multiple_of(8)
            .ok_or(ZAllocError::OutOfMemory)?;
        let layout =
            MemoryLayout::new(bytes, AllocAlignment::ALIGN_8_BYTES).map_err(|_| ZAllocError::Other)?;
        let chunk = self.inner.alloc(&layout)?;
        let segment = self.segment.get_or_init(|| Arc::new(chunk.data.clone())).clone();
        let start = NonNull::new(chunk.data.ptr().cast_mut()).ok_or(ZAllocError::Other)?;
        Ok(Piece {
            descriptor: chunk.descriptor,
            start,
            segment,
        })
    }

    /// Returns the address of the chunk at `position`: unknown.
    #[cfg(zenoh_1_10)]
    pub(super) fn address(&self, _position: u32) -> Option<usize> {
        None
    }

    /// Returns whether no buffer of this process refers to the segment: unknown.
    #[cfg(zenoh_1_10)]
    pub(super) fn is_unused_here(&self) -> bool {
        false
    }

    /// Frees a piece and returns its length.
    pub(super) fn give_back(&self, descriptor: &ChunkDescriptor) -> Option<usize> {
        self.inner.free(descriptor);
        Some(descriptor.len.get())
    }
}
