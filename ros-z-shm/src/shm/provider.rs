//! zenoh's provider, as a pool uses it: one small trait over any backend. `pool_core` decides when to collect and when
//! to fall back.

use std::num::NonZeroUsize;

use zenoh::shm::{SegmentID, ShmProvider, ShmProviderBackend, ZAllocError, ZLayoutAllocError, ZShmMut};

use super::backend::{self, ForcedCollection};

/// The reason why zenoh did not allocate a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No free piece is large enough.
    Full,
    /// Any other reason; a retry does not help.
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

/// The operations of a zenoh provider that a pool needs, whatever its backend.
pub(super) trait Provider: Send + Sync {
    /// Tries once to allocate, and returns the segment too.
    fn allocate(&self, len: NonZeroUsize) -> Result<(ZShmMut, SegmentID), Refusal>;
    /// Collects the buffers without holders.
    fn collect(&self);
    /// Joins free pieces, in backends that do so only on request.
    fn defragment(&self);
    /// Also collects the buffers that no process confirms.
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
