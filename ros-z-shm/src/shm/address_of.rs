//! Finds the address of a buffer of this process.

use zenoh::shm::{ChunkID, SegmentID};
use zenoh_buffers::ZSlice;
use zenoh_shm::ShmBufInner;

#[cfg(zenoh_1_10)]
use super::own_segments;
#[cfg(not(zenoh_1_10))]
use super::table::Entry;
use super::{buffer_address::BufferAddress, exit};

impl BufferAddress {
    /// Returns the address of `slice`; `None` if it is not the whole of a buffer that this process allocated, and, with
    /// zenoh 1.10, if the buffer is not in a pool that this library created.
    pub(crate) fn of(slice: &ZSlice) -> Option<Self> {
        let inner = slice.downcast_ref::<ShmBufInner>()?;
        let table = inner.info.metadata.id;
        if slice.len() != inner.len().get() || !exit::is_own(table.into()) {
            return None;
        }
        let (segment, chunk) = place(slice, inner)?;
        Some(Self {
            segment,
            chunk,
            len: slice.len(),
            table,
            index: inner.info.metadata.index,
            generation: inner.info.generation,
        })
    }
}

/// Returns the segment of a buffer and the position in it, from zenoh's table.
#[cfg(not(zenoh_1_10))]
fn place(_: &ZSlice, inner: &ShmBufInner) -> Option<(SegmentID, ChunkID)> {
    let chunk = Entry::of_inner(inner)?.chunk()?;
    Some((chunk.segment, chunk.chunk))
}

/// Returns the segment of a buffer and the position in it, from its memory address: zenoh's table is not accessed.
#[cfg(zenoh_1_10)]
fn place(slice: &ZSlice, _: &ShmBufInner) -> Option<(SegmentID, ChunkID)> {
    own_segments::place_of(slice.as_slice().as_ptr().addr())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{
        super::{attach::SegmentHandle, pool::ShmPool, test_pool::made},
        *,
    };

    #[test]
    fn another_mapping_of_the_segment_has_the_message_at_its_address() {
        let Some(pool) = made(ShmPool::of(100_003)) else {
            return;
        };
        let messages = [1000, 2000, 3000].map(|len| {
            let mut buffer = pool.acquire(len).expect("there is room");
            buffer.fill((len / 1000) as u8);
            ZSlice::from(buffer.into_zshm())
        });
        for message in &messages {
            let address = BufferAddress::of(message).expect("it is a buffer of this process");
            assert_eq!(
                Some(address.segment),
                pool.segment().map(|segment| segment.number)
            );
            let segment = SegmentHandle::open(address.segment).expect("its file exists");
            let bytes = segment.bytes(address.chunk, address.len);
            let bytes = bytes.expect("it is inside of the segment");
            assert_ne!(bytes.as_ptr(), message.as_slice().as_ptr());
            assert_eq!(bytes, message.as_slice());
        }
    }

    #[test]
    fn a_part_of_a_buffer_and_bytes_on_the_heap_have_no_address() {
        let Some(pool) = made(ShmPool::of(100_003)) else {
            return;
        };
        let buffer = pool.acquire(1000).expect("there is room");
        let message = ZSlice::from(buffer.into_zshm());
        let part = message.subslice(0..999).expect("it is in bounds");
        assert!(BufferAddress::of(&message).is_some());
        assert!(BufferAddress::of(&part).is_none());
        assert!(BufferAddress::of(&ZSlice::from(vec![0_u8; 1000])).is_none());
    }
}
