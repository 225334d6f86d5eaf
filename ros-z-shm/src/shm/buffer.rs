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

use super::{buffer_address::BufferAddress, pool_core::Acquired};

/// A writable buffer in shared memory, of exactly the length asked for.
///
/// It derefs to `[u8]`. Its initial bytes are left over from earlier messages.
///
/// In pools that this library created, byte 4, where the body of a CDR message starts, is aligned to 8 in every
/// process.
///
/// Dropping the buffer frees its memory.
pub struct ShmBuffer {
    acquired: Acquired,
}

impl ShmBuffer {
    pub(super) fn new(acquired: Acquired) -> Self {
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
        } = self.acquired;
        let payload = memory.into_payload(&mut origin);
        let address = origin.address(payload.len());
        if limits.is_on() {
            pool.keep(payload.clone(), origin, limits);
        }
        (payload, address)
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
