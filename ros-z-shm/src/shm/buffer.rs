//! A piece of a pool that is being written. Where it came from and what becomes of
//! it afterwards is the pool's business.

use std::{
    fmt,
    num::NonZeroUsize,
    ops::{Deref, DerefMut},
};

use zenoh::shm::{OwnedShmBuf, SegmentID, ZShm};

use super::pool_core::Acquired;

/// A writable buffer in shared memory, of exactly the length asked for.
///
/// It derefs to `[u8]`. What it holds at first is left over from earlier messages.
///
/// In pools that this library made, byte 4 is aligned to 8 in every process: where the body of a
/// CDR message starts.
///
/// Dropping it gives the memory back.
pub struct ShmBuffer {
    acquired: Acquired,
}

impl ShmBuffer {
    pub(super) fn new(acquired: Acquired) -> Self {
        Self { acquired }
    }

    /// Makes the buffer exactly `len` bytes long, keeping its first bytes.
    ///
    /// `false`, with nothing changed, if that is longer than it is now, or nothing.
    /// A part of a buffer cannot be sent: this is the way to trim one.
    #[must_use]
    pub fn shrink(&mut self, len: usize) -> bool {
        match NonZeroUsize::new(len) {
            Some(shorter) if len <= self.acquired.shm.len() => {
                self.acquired.shm.try_resize(shorter).is_some()
            }
            _ => false,
        }
    }

    /// The segment of a pool that may have replaced another one.
    pub(crate) fn segment(&self) -> Option<SegmentID> {
        self.acquired.pool.replaceable_segment()
    }

    /// Whether this is the memory of an earlier message, taken again without an allocation.
    pub const fn is_recycled(&self) -> bool {
        self.acquired.is_recycled
    }

    /// The buffer as a message to be sent, kept alive as the pool's
    /// [`RetentionLimits`](super::RetentionLimits) say until its receivers have let go.
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
