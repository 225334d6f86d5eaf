//! A buffer of a pool that is being written. `pool_core` allocates it and keeps it after publication.

use std::{
    fmt,
    num::NonZeroUsize,
    ops::{Deref, DerefMut},
};

use zenoh::shm::{OwnedShmBuf, SegmentID, ZShm};

use super::pool_core::Acquired;

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
        match NonZeroUsize::new(len) {
            Some(shorter) if len <= self.acquired.shm.len() => {
                self.acquired.shm.try_resize(shorter).is_some()
            }
            _ => false,
        }
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
        let Acquired {
            shm,
            origin,
            pool,
            limits,
            ..
        } = self.acquired;
        let shm = ZShm::from(shm);
        if limits.is_on() {
            pool.keep(shm.clone(), origin, limits);
        }
        shm
    }
}

impl Deref for ShmBuffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.acquired.shm
    }
}

impl DerefMut for ShmBuffer {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.acquired.shm
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
