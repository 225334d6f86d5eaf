//! Segments of other processes are mapped by zenoh on this system, so lanes cannot read from them.

use std::{convert::Infallible, io, sync::Arc};

use zenoh::shm::{ChunkID, SegmentID};
use zenoh_shm::ShmBufInner;

#[derive(Debug)]
pub(crate) struct SegmentHandle(Infallible);

impl SegmentHandle {
    pub(crate) fn open(_: SegmentID) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn id(&self) -> SegmentID {
        match self.0 {}
    }

    pub(crate) fn bytes(&self, _: ChunkID, _: usize) -> Option<&[u8]> {
        match self.0 {}
    }
}

/// Not called.
pub(crate) fn zenoh_buffer(_: (u16, u16, u32), _: &[u8]) -> Option<Arc<ShmBufInner>> {
    None
}
