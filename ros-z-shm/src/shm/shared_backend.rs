//! The backend of a pool, shared between zenoh's provider and the pool, so that the pool can free the memory of a
//! buffer whose holders are dead. `recovery` decides when to do so.

use std::sync::Arc;

use zenoh::shm::{
    ChunkAllocResult, ChunkDescriptor, MemoryLayout, ProtocolID, ShmProviderBackend, WithProtocolID,
    ZLayoutError,
};

use super::backend::CdrAlignedBackend;
#[cfg(not(zenoh_1_10))]
use super::table::NO_SEGMENT;

/// A [`CdrAlignedBackend`] that ignores chunks whose memory was freed before.
pub(super) struct SharedBackend(pub(super) Arc<CdrAlignedBackend>);

impl WithProtocolID for SharedBackend {
    fn id(&self) -> ProtocolID {
        self.0.id()
    }
}

impl ShmProviderBackend for SharedBackend {
    fn alloc(&self, layout: &MemoryLayout) -> ChunkAllocResult {
        self.0.alloc(layout)
    }

    fn free(&self, chunk: &ChunkDescriptor) {
        #[cfg(not(zenoh_1_10))]
        if chunk.segment == NO_SEGMENT {
            return;
        }
        self.0.free(chunk);
    }

    fn defragment(&self) -> usize {
        self.0.defragment()
    }

    fn available(&self) -> usize {
        self.0.available()
    }

    fn layout_for(&self, layout: MemoryLayout) -> Result<MemoryLayout, ZLayoutError> {
        self.0.layout_for(layout)
    }
}
