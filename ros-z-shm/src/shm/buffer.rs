//! A buffer of a pool that is being written. `pool_core` allocates it and keeps it after publication.

use std::{
    fmt,
    num::NonZeroUsize,
    ops::{Deref, DerefMut},
};

use zenoh::{
    bytes::ZBytes,
    shm::{SegmentID, ZShm},
};

use super::{buffer_address::BufferAddress, memory::Memory, pool_core::Acquired};

/// A writable buffer in shared memory, of exactly the length asked for.
///
/// It derefs to `[u8]`. Its initial bytes are left over from earlier messages.
///
/// In pools that this library created, byte 4, where the body of a CDR message starts, is aligned to 8 in every
/// process.
///
/// Dropping the buffer frees its memory.
pub struct ShmBuffer {
    /// In a box, because it is moved several times until the message is sent.
    acquired: Box<Acquired>,
}

impl ShmBuffer {
    pub(super) fn new(acquired: Box<Acquired>) -> Self {
        Self { acquired }
    }

    /// Shortens the buffer to exactly `len` bytes, keeping its first bytes.
    ///
    /// Returns `false` and changes nothing if `len` is 0 or longer than the buffer. zenoh cannot send a part of a
    /// buffer, so this is the way to trim one.
    #[must_use]
    pub fn shrink(&mut self, len: usize) -> bool {
        NonZeroUsize::new(len).is_some_and(|len| self.acquired.memory.shrink(len))
    }

    /// Returns the segment of a pool that may have replaced another one.
    pub(crate) fn segment(&self) -> Option<SegmentID> {
        self.acquired.pool.replaceable_segment()
    }

    /// Returns whether the buffer reuses the memory of an earlier message, without an allocation.
    pub const fn is_recycled(&self) -> bool {
        self.acquired.is_recycled
    }

    /// Converts the buffer into a message to send. The pool keeps the message until its receivers have released it,
    /// within its [`RetentionLimits`](super::RetentionLimits).
    pub fn into_zshm(self) -> ZShm {
        let (payload, _) = self.into_payload();
        let shm = payload.as_shm().map(|shm| shm.to_owned());
        shm.expect("the payload is the buffer")
    }

    /// As [`into_zshm`](Self::into_zshm), without a copy of the reference to the buffer, and with its address; `None`
    /// if zenoh's table of buffers is not known.
    pub(crate) fn into_payload(self) -> (ZBytes, Option<BufferAddress>) {
        let Acquired {
            memory,
            mut origin,
            pool,
            limits,
            ..
        } = *self.acquired;
        let payload = memory.into_payload(&mut origin);
        let address = origin.address(payload.len());
        if limits.is_on() {
            pool.keep(payload.clone(), origin, limits);
        }
        (payload, address)
    }
}

/// A message that only one lane has. Neither zenoh nor the pool knows it until the lane
/// [returns it](ShmBuffer::into_payload).
impl ShmBuffer {
    /// Returns the address of the message; `None` if it is the first one in its buffer, or has another length than the last
    /// one: zenoh has to know it first.
    pub(crate) fn address(&self) -> Option<BufferAddress> {
        match &self.acquired.memory {
            Memory::Buffer(_) => None,
            Memory::Again(sole) => self.acquired.origin.address(sole.len()),
        }
    }

    /// Records that a lane has the message, so that the maintenance of the pool goes on.
    pub(crate) fn note_in_lane(&self) {
        if self.acquired.limits.is_on() {
            self.acquired.pool.note_in_lane();
        }
    }

    /// Prepares the buffer for another message of `len` bytes, after the receiver has released the last one. Returns `false`
    /// if the pool has to decide: for a message of another length, if another process holds the buffer, if zenoh has
    /// invalidated it, or if the pool was replaced.
    pub(crate) fn renew(&mut self, len: usize) -> bool {
        let Acquired {
            memory,
            is_recycled,
            pool,
            ..
        } = &mut *self.acquired;
        let is_renewed = memory.len() == len && memory.is_sole_message() && !pool.is_replaced();
        if is_renewed {
            *is_recycled = true;
            pool.note_recycled();
        }
        is_renewed
    }
}

impl Deref for ShmBuffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.acquired.memory
    }
}

impl DerefMut for ShmBuffer {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.acquired.memory
    }
}

impl AsRef<[u8]> for ShmBuffer {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl AsMut<[u8]> for ShmBuffer {
    fn as_mut(&mut self) -> &mut [u8] {
        self
    }
}

impl fmt::Debug for ShmBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShmBuffer")
            .field("len", &self.len())
            .field("recycled", &self.acquired.is_recycled)
            .finish_non_exhaustive()
    }
}
