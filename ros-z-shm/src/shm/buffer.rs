//! A piece of a pool that is being written. Where it came from and what becomes of
//! it afterwards is the pool's business.

use std::{
    fmt,
    num::NonZeroUsize,
    ops::{Deref, DerefMut},
};

use ros_z_core::Carving;
use zenoh::shm::{OwnedShmBuf, SegmentID, ZShm, ZShmMut};

use super::{
    backend,
    pool_core::PoolCore,
    retention::{Origin, RetentionLimits},
};

/// A writable buffer in shared memory, of exactly the length asked for.
///
/// It derefs to `[u8]`. What it holds at first is left over from earlier messages.
///
/// In pools that this library made, byte 4 is aligned to 8 in every process: where the body of a
/// CDR message starts.
///
/// Dropping it gives the memory back.
pub struct ShmBuffer {
    shm: ZShmMut,
    origin: Origin,
    recycled: bool,
    pool: &'static PoolCore,
    retention: RetentionLimits,
}

impl ShmBuffer {
    pub(super) fn new(
        (shm, origin): (ZShmMut, Origin),
        recycled: bool,
        pool: &'static PoolCore,
        retention: RetentionLimits,
    ) -> Self {
        Self {
            shm,
            origin,
            recycled,
            pool,
            retention,
        }
    }

    /// Makes the buffer exactly `len` bytes long, keeping its first bytes.
    ///
    /// `false`, with nothing changed, if that is longer than it is now, or nothing.
    /// A part of a buffer cannot be sent: this is the way to trim one.
    #[must_use]
    pub fn shrink(&mut self, len: usize) -> bool {
        match NonZeroUsize::new(len) {
            Some(shorter) if len <= self.shm.len() => self.shm.try_resize(shorter).is_some(),
            _ => false,
        }
    }

    /// The segment of a pool that may have replaced another one.
    pub(crate) fn segment(&self) -> Option<SegmentID> {
        self.pool.replaceable_segment()
    }

    /// Whether this is the memory of an earlier message, taken again without an allocation.
    pub const fn is_recycled(&self) -> bool {
        self.recycled
    }

    /// Lends the buffer to those who build a message in it.
    pub(crate) fn carve(self) -> Carving {
        backend::carve(self)
    }

    /// The buffer as a message to be sent, kept alive as the pool's
    /// [`RetentionLimits`] say until its receivers have let go.
    pub fn into_zshm(self) -> ZShm {
        let shm = ZShm::from(self.shm);
        if self.retention.is_on() {
            self.pool.keep(shm.clone(), self.origin, self.retention);
        }
        shm
    }
}

impl Deref for ShmBuffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.shm
    }
}

impl DerefMut for ShmBuffer {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.shm
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
            .field("recycled", &self.recycled)
            .finish_non_exhaustive()
    }
}
