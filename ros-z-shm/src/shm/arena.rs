//! The memory of a pool: a segment that this process created, and its block allocator. Not locked. On systems other
//! than Linux, `arena_zenoh.rs` replaces this file with zenoh's own segment and allocator.

use std::{
    any::Any,
    num::NonZeroUsize,
    ptr::NonNull,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use zenoh::shm::{ChunkDescriptor, PosixShmClient, ProtocolID, WithProtocolID, ZAllocError};

#[cfg(zenoh_1_10)]
use super::own_segments;
use super::{
    block_allocator::{BlockAllocator, UNIT},
    error::ShmError,
    mapping::Mapping,
    pool_size::PoolSize,
};

/// An allocated part of an arena.
pub(super) struct Piece {
    pub(super) descriptor: ChunkDescriptor,
    /// The first byte. Valid for reads and writes of `descriptor.len` bytes, aligned to 8, until it is given back,
    /// while `segment` is alive.
    pub(super) start: NonNull<u8>,
    pub(super) segment: Arc<dyn Any + Send + Sync>,
}

pub(super) struct Arena {
    segment: Arc<Mapping>,
    allocator: Mutex<BlockAllocator>,
}

impl Arena {
    /// Creates the segment of a pool.
    pub(super) fn create(size: PoolSize) -> Result<Self, ShmError> {
        size.check_room()?;
        let bytes = size.asked;
        let len = NonZeroUsize::new(size.segment).ok_or(ShmError::ZeroPool)?;
        let segment = Mapping::create(len).map_err(|source| ShmError::Create { bytes, source })?;
        let allocator = Mutex::new(BlockAllocator::new(segment.len()));
        #[cfg(zenoh_1_10)]
        own_segments::add(segment.start().as_ptr().addr(), segment.len(), segment.number());
        Ok(Self {
            segment: Arc::new(segment),
            allocator,
        })
    }

    pub(super) fn id(&self) -> ProtocolID {
        (PosixShmClient {}).id()
    }

    fn allocator(&self) -> MutexGuard<'_, BlockAllocator> {
        self.allocator.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Allocates `bytes` bytes, rounded up to a multiple of 8.
    pub(super) fn take(&self, bytes: NonZeroUsize) -> Result<Piece, ZAllocError> {
        let position = self
            .allocator()
            .take(bytes.get())
            .ok_or(ZAllocError::OutOfMemory)?;
        let len = bytes.get().next_multiple_of(UNIT);
        // In bounds, because the `BlockAllocator` was created with the length of the segment; the pointer keeps its
        // provenance.
        let start = self.segment.start().as_ptr().wrapping_add(position);
        let descriptor = (u32::try_from(position).ok())
            .zip(NonZeroUsize::new(len))
            .map(|(chunk, len)| ChunkDescriptor::new(self.segment.number(), chunk, len));
        match (descriptor, NonNull::new(start)) {
            (Some(descriptor), Some(start)) => Ok(Piece {
                descriptor,
                start,
                segment: self.segment.clone(),
            }),
            _ => {
                self.allocator().give_back(position);
                Err(ZAllocError::Other)
            }
        }
    }

    /// Returns the address of the chunk at `position`.
    #[cfg(zenoh_1_10)]
    pub(super) fn address(&self, position: u32) -> Option<usize> {
        let position = usize::try_from(position).ok()?;
        Some(self.segment.start().as_ptr().wrapping_add(position).addr())
    }

    /// Returns whether no buffer of this process refers to the segment.
    #[cfg(zenoh_1_10)]
    pub(super) fn is_unused_here(&self) -> bool {
        // Each buffer keeps a clone, and so does the allocation of one.
        Arc::strong_count(&self.segment) == 1
    }

    /// Frees a piece and returns its length; `None` if `descriptor` does not belong to an allocated piece.
    pub(super) fn give_back(&self, descriptor: &ChunkDescriptor) -> Option<usize> {
        let position = usize::try_from(descriptor.chunk).ok()?;
        (descriptor.segment == self.segment.number())
            .then(|| self.allocator().give_back(position))
            .flatten()
    }
}

#[cfg(zenoh_1_10)]
impl Drop for Arena {
    fn drop(&mut self) {
        // Before the segment may be unmapped, and another one mapped at the same address.
        own_segments::remove(self.segment.start().as_ptr().addr());
    }
}
