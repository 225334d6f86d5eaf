//! Messages with a large field that is already in shared memory: the message refers to the field, between two small
//! pieces of heap memory.

use ros_z_core::{
    CdrSerialize, CdrWriter, CountingWriter, ENCAPSULATION_LEN, Encapsulation, SerializeError, VecWriter,
};
use zenoh::bytes::ZBytes;
use zenoh::shm::ZShm;
use zenoh_buffers::{ZBuf, ZSlice};

/// The size in bytes from which avoiding a copy saves a receiver more than a message in several pieces costs it.
pub(crate) const SPLICE_THRESHOLD: usize = 64 * 1024;

/// A serialized message in several pieces, at least one of them in shared memory.
pub(crate) struct Spliced {
    /// The message.
    pub(crate) payload: ZBuf,
    /// The length of the message in bytes.
    pub(crate) bytes: usize,
    /// The number of bytes that were not copied.
    pub(crate) shared: usize,
    /// The shared buffers, to be kept until they are delivered.
    pub(crate) buffers: Vec<ZShm>,
}

/// Serializes a message around its shared fields; `None` if none of them is large enough.
pub(crate) fn splice<T: CdrSerialize>(message: &T) -> Result<Option<Spliced>, SerializeError> {
    if const { !T::WRITE_LAYOUT.is_shareable() } {
        return Ok(None);
    }
    let mut scan = Scan::default();
    message.serialize(&mut scan)?;
    if !scan.found {
        return Ok(None);
    }
    let mut writer = SpliceWriter::new();
    message.serialize(&mut writer)?;
    let bytes = ENCAPSULATION_LEN + writer.position();
    writer.flush();
    Ok(Some(Spliced {
        payload: writer.payload,
        bytes,
        shared: writer.shared,
        buffers: writer.buffers,
    }))
}

/// The memory of a slice of a message. zenoh would send a part of a shared memory buffer as the whole buffer.
pub(crate) enum SliceMemory {
    /// The whole of this buffer of shared memory.
    Buffer(ZShm),
    PartOfBuffer,
    Heap,
}

impl SliceMemory {
    pub(crate) fn of(slice: &ZSlice) -> Self {
        let bytes = ZBytes::from(ZBuf::from(slice.clone()));
        match bytes.as_shm() {
            Some(shm) if shm.len() == slice.len() => Self::Buffer(shm.to_owned()),
            Some(_) => Self::PartOfBuffer,
            None => Self::Heap,
        }
    }
}

/// Returns the buffer of a slice, if the slice is the whole of a large buffer.
fn whole_shm(slice: &ZSlice) -> Option<ZShm> {
    if slice.len() < SPLICE_THRESHOLD {
        return None;
    }
    match SliceMemory::of(slice) {
        SliceMemory::Buffer(shm) => Some(shm),
        SliceMemory::PartOfBuffer | SliceMemory::Heap => None,
    }
}

/// Measures the message, and finds fields to splice.
#[derive(Default)]
struct Scan {
    counted: CountingWriter,
    found: bool,
}

impl CdrWriter for Scan {
    fn position(&self) -> usize {
        self.counted.position()
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
        self.counted.write_bytes(bytes)
    }

    fn write_filled(
        &mut self,
        count: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        self.counted.write_filled(count, fill)
    }

    fn write_zbuf(&mut self, buffer: &ZBuf) -> Result<(), SerializeError> {
        for slice in buffer.zslices() {
            self.found |= whole_shm(slice).is_some();
            self.write_bytes(slice.as_slice())?;
        }
        Ok(())
    }
}

/// Copies everything except the shared fields.
struct SpliceWriter {
    payload: ZBuf,
    /// The piece of heap memory that is being written.
    heap: VecWriter,
    /// The position of its first byte.
    start: usize,
    shared: usize,
    buffers: Vec<ZShm>,
}

impl SpliceWriter {
    /// Starts with the header.
    fn new() -> Self {
        Self {
            payload: ZBuf::empty(),
            heap: VecWriter::new(Encapsulation::HEADER.to_vec()),
            start: 0,
            shared: 0,
            buffers: Vec::new(),
        }
    }

    /// Ends the piece of heap memory that is being written.
    fn flush(&mut self) {
        self.start = self.position();
        let heap = std::mem::take(&mut self.heap).into_inner();
        if !heap.is_empty() {
            self.payload.push_zslice(heap.into());
        }
    }
}

impl CdrWriter for SpliceWriter {
    fn position(&self) -> usize {
        self.start + self.heap.position()
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
        self.heap.write_bytes(bytes)
    }

    fn write_filled(
        &mut self,
        count: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        self.heap.write_filled(count, fill)
    }

    fn write_zbuf(&mut self, buffer: &ZBuf) -> Result<(), SerializeError> {
        for slice in buffer.zslices() {
            match whole_shm(slice) {
                Some(shm) => {
                    self.flush();
                    self.payload.push_zslice(slice.clone());
                    self.start += slice.len();
                    self.shared += slice.len();
                    self.buffers.push(shm);
                }
                None => self.write_bytes(slice.as_slice())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z_core::{RosMessage, SizeEstimation};

    #[derive(RosMessage, SizeEstimation)]
    struct Frame {
        id: u8,
        data: ZBuf,
        tail: f64,
    }

    #[test]
    fn a_message_without_shared_fields_is_not_spliced() {
        let frame = Frame {
            id: 1,
            data: vec![7; 2 * SPLICE_THRESHOLD].into(),
            tail: 2.0,
        };
        assert!(splice(&frame).unwrap().is_none());
        assert!(splice(&5u8).unwrap().is_none());
    }
}
