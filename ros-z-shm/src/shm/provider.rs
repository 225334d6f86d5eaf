//! zenoh's provider seen from the pool: any backend behind one small trait. When to collect and when to give up is decided in
//! `pool_core`.

use std::num::NonZeroUsize;

use zenoh::shm::{SegmentID, ShmProvider, ShmProviderBackend, ZAllocError, ZLayoutAllocError, ZShmMut};

use super::backend::{self, ForcedCollection};

/// Why zenoh did not give a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No free piece is large enough.
    Full,
    /// Anything else; trying again does not help.
    Failed,
}

impl From<ZLayoutAllocError> for Refusal {
    fn from(error: ZLayoutAllocError) -> Self {
        match error {
            ZLayoutAllocError::Alloc(ZAllocError::OutOfMemory | ZAllocError::NeedDefragment) => Self::Full,
            ZLayoutAllocError::Alloc(ZAllocError::Other) | ZLayoutAllocError::Layout(_) => Self::Failed,
        }
    }
}

/// What a pool asks of zenoh's provider, whatever its backend.
pub(super) trait Provider: Send + Sync {
    /// Tries once to allocate; tells the segment too.
    fn allocate(&self, len: NonZeroUsize) -> Result<(ZShmMut, SegmentID), Refusal>;
    /// Takes back the buffers that nobody holds.
    fn collect(&self);
    /// Joins free pieces, in backends that do so only when told.
    fn defragment(&self);
    /// Takes back the buffers that nobody confirms, too.
    fn force_collect(&self, permission: ForcedCollection);
}

impl<B: ShmProviderBackend + Send + Sync> Provider for ShmProvider<B> {
    fn allocate(&self, len: NonZeroUsize) -> Result<(ZShmMut, SegmentID), Refusal> {
        Ok(backend::allocate(self, len)?)
    }

    fn collect(&self) {
        self.garbage_collect();
    }

    fn defragment(&self) {
        self.defragment();
    }

    fn force_collect(&self, permission: ForcedCollection) {
        backend::force_collect(self, permission);
    }
}
