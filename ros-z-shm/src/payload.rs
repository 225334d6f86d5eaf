//! A message that is already serialized: received, or written once to be published many times. Publishers forward it
//! without a copy.

use crate::published::PublishPath;
use crate::shm::{FallbackReason, keep_forwarded, keep_unique};
use crate::shm_writer::{ShmWriter, WrittenMessage};
use crate::splice::SliceMemory;
use ros_z_core::{CdrSerialize, SerializeError, SizeEstimation};
use std::fmt;
use std::marker::PhantomData;
use zenoh::bytes::ZBytes;
use zenoh_buffers::{ZBuf, ZSlice};

/// The bytes of a message of type `T`, in the memory where they were written or received.
///
/// Clones share the memory. A payload may be kept for any time, sent to other threads, and
/// [published](crate::ShmPublisher::publish_payload) any number of times, on any topic of the type, by publishers of
/// any session, without a copy. Its memory is not reused meanwhile. After a received payload was published again and
/// dropped, its memory is kept for another half a second for the next receivers.
pub struct Payload<T> {
    bytes: ZBytes,
    is_shm: bool,
    origin: Origin,
    marker: PhantomData<fn() -> T>,
}

/// The other owner of the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// This process, which wrote them.
    Written,
    /// Possibly the process from which they were received.
    Received,
    /// None.
    Unique,
}

impl<T> Payload<T> {
    pub(crate) fn new(bytes: ZBytes, is_shm: bool, origin: Origin) -> Self {
        Self {
            bytes,
            is_shm,
            origin,
            marker: PhantomData,
        }
    }

    /// Returns the length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Returns whether there are no bytes. A valid message is never empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns whether the message, or its large fields, are in shared memory.
    #[must_use]
    pub const fn is_shm(&self) -> bool {
        self.is_shm
    }

    /// Returns the bytes for zenoh's own functions, without a copy.
    #[must_use]
    pub fn to_zbytes(&self) -> ZBytes {
        self.bytes.clone()
    }
}

impl<T> Clone for Payload<T> {
    fn clone(&self) -> Self {
        Self::new(self.bytes.clone(), self.is_shm, self.origin)
    }
}

impl<T> fmt::Debug for Payload<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload")
            .field("len", &self.len())
            .field("is_shm", &self.is_shm)
            .finish()
    }
}

impl ShmWriter {
    /// Writes a message once, to be published any number of times.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn prepare<T>(&self, message: &T) -> Result<Payload<T>, SerializeError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        let written = self.write(message)?;
        let is_shm = written.path.is_shm();
        Ok(Payload::new(written.payload, is_shm, Origin::Written))
    }
}

impl<T> From<&Payload<T>> for WrittenMessage {
    /// Forwards a payload without a copy.
    fn from(payload: &Payload<T>) -> Self {
        Self::forwarded(payload.bytes.clone(), payload.origin)
    }
}

impl WrittenMessage {
    /// Forwards a message without a copy. Its shared memory is kept until its receivers have received it.
    fn forwarded(payload: ZBytes, origin: Origin) -> Self {
        let bytes = payload.len();
        let slices: Vec<ZSlice> = ZBuf::from(payload).into_zslices().collect();
        let mut whole = ZBuf::empty();
        let mut spliced = 0;
        for slice in slices {
            match SliceMemory::of(&slice) {
                SliceMemory::Buffer(shm) => {
                    spliced += slice.len();
                    match origin {
                        // The pool keeps it.
                        Origin::Written => {}
                        Origin::Received => keep_forwarded(shm),
                        Origin::Unique => keep_unique(shm),
                    }
                    whole.push_zslice(slice);
                }
                SliceMemory::PartOfBuffer => whole.push_zslice(slice.as_slice().to_vec().into()),
                SliceMemory::Heap => whole.push_zslice(slice),
            }
        }
        let path = if spliced > 0 {
            PublishPath::Shm
        } else {
            PublishPath::Heap(FallbackReason::PassedOn)
        };
        Self {
            spliced,
            ..Self::new(whole.into(), path, bytes)
        }
    }
}
