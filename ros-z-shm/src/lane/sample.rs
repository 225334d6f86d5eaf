//! A sample that a lane delivers, in the slot of its ring until the last reference to its bytes is dropped.

use super::layout::Place;
use super::ring_reader::RingReader;
use crate::shm::attach::{SegmentHandle, zenoh_buffer};
use crate::shm::note_received;
use crate::shm::sealed::SealedMemory;
use std::any::Any;
use std::fmt;
use std::sync::Arc;
use zenoh_buffers::{ZSlice, ZSliceBuffer};

/// A sample that a lane delivers.
#[doc(hidden)]
pub struct LaneSample {
    /// The bytes of the message.
    pub(crate) bytes: ZSlice,
    pub(crate) is_shm: bool,
    /// The id of the publisher.
    pub publisher: [u8; 16],
    /// Its number.
    pub number: i64,
    /// The time of publishing.
    pub time: i64,
    /// The number of samples before it that the publisher took back, because they were too old for the queue.
    pub dropped: u64,
}

/// The memory of the samples of a lane: its ring, and the pool of its publisher.
pub(super) struct LaneMemory {
    pub(super) ring: RingReader<Arc<SealedMemory>>,
    pub(super) segment: SegmentHandle,
}

/// The bytes of a sample in the pool of its publisher, which does not reuse them until this is dropped.
pub(super) struct LaneBuffer {
    memory: Arc<LaneMemory>,
    place: Place,
    slot: u32,
}

impl LaneBuffer {
    /// Returns the bytes of the sample in a slot; `None` if they are not inside of the pool.
    pub(super) fn slice(memory: &Arc<LaneMemory>, slot: u32, place: Place) -> Option<ZSlice> {
        memory.segment.bytes(place.chunk, place.len)?;
        let memory = memory.clone();
        let buffer = Self { memory, place, slot };
        ZSlice::new(Arc::new(buffer), 0, place.len).ok()
    }
}

impl Drop for LaneBuffer {
    fn drop(&mut self) {
        self.memory.ring.free(self.slot);
    }
}

impl ZSliceBuffer for LaneBuffer {
    fn as_slice(&self) -> &[u8] {
        let Place { chunk, len, .. } = self.place;
        // `slice` has seen that they are inside, and neither changes.
        self.memory.segment.bytes(chunk, len).unwrap_or_default()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl fmt::Debug for LaneBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LaneBuffer")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// Returns a slice that zenoh can send again without a copy: `slice` itself, unless it is a sample of a lane.
pub(crate) fn to_zenoh(slice: ZSlice) -> ZSlice {
    let Some(lane) = slice.downcast_ref::<LaneBuffer>() else {
        return slice;
    };
    let Place {
        table,
        index,
        generation,
        len,
        ..
    } = lane.place;
    let buffer = (slice.len() == len)
        .then(|| zenoh_buffer((table, index, generation), slice.as_slice()))
        .flatten();
    match buffer {
        Some(buffer) => {
            let zenoh = ZSlice::from(buffer);
            note_received(&zenoh);
            zenoh
        }
        None => slice.as_slice().to_vec().into(),
    }
}
