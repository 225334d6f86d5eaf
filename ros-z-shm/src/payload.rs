//! A message that is serialized already: received, or written once to be published many times. Passed on as it is.

use crate::published::PublishPath;
use crate::shm::{FallbackReason, keep_forwarded, keep_unique};
use crate::shm_writer::{ShmWriter, WrittenMessage};
use crate::splice::SliceMemory;
use ros_z_core::{CdrSerialize, SerializeError, SizeEstimation};
use std::fmt;
use std::marker::PhantomData;
use zenoh::bytes::ZBytes;
use zenoh_buffers::{ZBuf, ZSlice};

/// The bytes of a message of type `T`, in the memory where they were written or arrived.
///
/// Clones share it. It may be kept for as long as one likes, sent to other threads, and
/// [published](crate::ShmPublisher::publish_payload) any number of times, on any topic of the type, by publishers of any
/// session, without a copy. Its memory is not used for anything else meanwhile. One that was received and is published
/// again, and then dropped, is kept for those who receive it next for half a second.
pub struct Payload<T> {
    bytes: ZBytes,
    is_shm: bool,
    origin: Origin,
    marker: PhantomData<fn() -> T>,
}

/// Who else keeps the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// This process: they were written here.
    Written,
    /// The process that they were received from, perhaps.
    Received,
    /// Nobody.
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

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there are no bytes at all, which no valid message is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether the message, or its large fields, are in shared memory.
    #[must_use]
    pub const fn is_shm(&self) -> bool {
        self.is_shm
    }

    /// The bytes as zenoh has them, for its own functions. Nothing is copied.
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
    /// Passes a payload on without a copy.
    fn from(payload: &Payload<T>) -> Self {
        Self::forwarded(payload.bytes.clone(), payload.origin)
    }
}

impl WrittenMessage {
    /// A message that is passed on as it is. Its shared memory is kept until its receivers have it.
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
                        // By the pool.
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
            payload: whole.into(),
            path,
            bytes,
            spliced,
        }
    }
}
