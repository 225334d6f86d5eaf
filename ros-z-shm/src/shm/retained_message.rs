//! One message in flight, and the state of its buffer, which outlives it. `retention` has all messages of a pool.

use std::time::Instant;

use zenoh::{
    bytes::ZBytes,
    shm::{ShmBuf, ZShm, zshmmut},
};
use zenoh_buffers::{ZBuf, ZSlice};
#[cfg(not(zenoh_1_10))]
use zenoh_shm::ShmBufInner;

#[cfg(not(zenoh_1_10))]
use super::table::Entry;
use super::{buffer_address::BufferAddress, retention_limits::RetentionLimits};

/// A buffer suits a message if it exceeds the message by at most this many bytes, or is at most twice as long.
const SLACK: usize = 4096;

/// The state of a buffer, apart from its bytes.
#[derive(Clone, Copy)]
pub(super) struct BufferOrigin {
    /// Its length when it was allocated.
    pub(super) capacity: usize,
    /// Its address, once a message of this process was sent in it.
    address: Option<BufferAddress>,
    /// Its entry in zenoh's table, once a message was sent in it, and if the table is known.
    #[cfg(not(zenoh_1_10))]
    entry: Option<Entry>,
    /// The number of holders besides this process and the receivers: 1 if the process that sent the buffer may keep it,
    /// else 0.
    #[cfg(not(zenoh_1_10))]
    owners: u32,
    /// Whether zenoh's watchdog no longer watches it.
    #[cfg(not(zenoh_1_10))]
    pub(super) restored: bool,
}

impl BufferOrigin {
    /// Returns the state of a new buffer of `capacity` bytes.
    pub(super) const fn new(capacity: usize) -> Self {
        Self {
            capacity,
            address: None,
            #[cfg(not(zenoh_1_10))]
            entry: None,
            #[cfg(not(zenoh_1_10))]
            owners: 0,
            #[cfg(not(zenoh_1_10))]
            restored: false,
        }
    }

    /// Returns the state of a buffer that is a message already, and the message.
    pub(super) fn of(shm: ZShm) -> (ZBytes, Self) {
        let mut origin = Self::new(shm.len());
        let slice = ZSlice::from(shm);
        origin.learn(&slice);
        (ZBuf::from(slice).into(), origin)
    }

    /// Looks up where the buffer is, which is the whole of `slice`.
    pub(super) fn learn(&mut self, slice: &ZSlice) {
        if self.address.is_none() {
            self.address = BufferAddress::of(slice);
        }
        #[cfg(not(zenoh_1_10))]
        if self.entry.is_none() {
            self.entry = Entry::of_slice(slice);
        }
    }

    /// Returns the address of a message of `len` bytes in the buffer.
    pub(super) fn address(&self, len: usize) -> Option<BufferAddress> {
        self.address.map(|address| BufferAddress { len, ..address })
    }

    /// Sets the number of holders besides this process and the receivers.
    #[cfg(not(zenoh_1_10))]
    pub(super) const fn with_owners(mut self, owners: u32) -> Self {
        self.owners = owners;
        self
    }

    /// Marks a buffer that zenoh's watchdog may no longer watch.
    #[cfg(not(zenoh_1_10))]
    pub(super) const fn with_restored(mut self) -> Self {
        self.restored = true;
        self
    }
}

/// A message in flight.
pub(super) struct RetainedMessage {
    pub(super) message: ZBytes,
    pub(super) origin: BufferOrigin,
    pub(super) since: Instant,
    /// `None` if the time is beyond the range of the clock.
    until: Option<Instant>,
}

pub(super) enum MessageState {
    /// No other process or thread holds it.
    Free,
    /// A receiver holds it, or it is in flight to one.
    Held,
    /// Held beyond its maximum age.
    Expired,
    /// zenoh has invalidated it, for example because this process was suspended for 100 ms.
    Invalidated,
}

impl RetainedMessage {
    /// Keeps `message`, which is the buffer of `origin`, from `since` on.
    pub(super) fn new(
        message: ZBytes,
        origin: BufferOrigin,
        since: Instant,
        limits: RetentionLimits,
    ) -> Self {
        #[cfg(not(zenoh_1_10))]
        if let Some(entry) = origin.entry {
            // zenoh confirms a new buffer at once, and then every 50 ms.
            entry.confirm();
        }
        Self {
            message,
            origin,
            since,
            until: since.checked_add(limits.max_age()),
        }
    }

    /// Returns the state of its buffer for the next message.
    pub(super) fn origin(&self) -> BufferOrigin {
        BufferOrigin {
            #[cfg(not(zenoh_1_10))]
            owners: 0,
            ..self.origin
        }
    }

    pub(super) fn state(&mut self, now: impl FnOnce() -> Instant) -> MessageState {
        let sole = self.message.as_shm_mut();
        if sole.is_some_and(|shm| <&mut zshmmut>::try_from(shm).is_ok()) || self.is_left_to_owners() {
            MessageState::Free
        } else if !self.is_valid() {
            MessageState::Invalidated
        } else if self.until.is_some_and(|until| until <= now()) {
            MessageState::Expired
        } else {
            MessageState::Held
        }
    }

    /// Returns whether zenoh has not invalidated it.
    fn is_valid(&self) -> bool {
        self.message.as_shm().is_some_and(|shm| shm.is_valid())
    }

    /// Returns whether only this process and the owners hold it. Two owners that keep one buffer would wait for each
    /// other.
    #[cfg(not(zenoh_1_10))]
    fn is_left_to_owners(&self) -> bool {
        self.origin.owners > 0 && holders(&self.message) <= 1 + self.origin.owners
    }

    /// Returns `false`: a forwarded buffer is kept by a hard reference.
    #[cfg(zenoh_1_10)]
    fn is_left_to_owners(&self) -> bool {
        false
    }

    #[cfg(not(zenoh_1_10))]
    pub(super) fn entry(&self) -> Option<Entry> {
        self.origin.entry
    }

    /// Confirms it, in addition to zenoh's own thread.
    #[cfg(not(zenoh_1_10))]
    pub(super) fn confirm(&self) {
        if let Some(entry) = self.origin.entry {
            entry.confirm();
        }
    }

    /// Makes it valid again. Returns whether that was possible.
    #[cfg(not(zenoh_1_10))]
    pub(super) fn restore(&mut self) -> bool {
        let restored = self.origin.entry.is_some_and(Entry::restore);
        self.origin.restored |= restored;
        restored
    }

    /// Returns whether the buffer suits a message of `len` bytes.
    pub(super) fn suits(&self, len: usize) -> bool {
        let capacity = self.origin.capacity;
        len <= capacity && (capacity - len <= SLACK || capacity / 2 <= len)
    }
}

/// Returns the number of holders of a buffer in all processes.
#[cfg(not(zenoh_1_10))]
fn holders(message: &ZBytes) -> u32 {
    let mut slices = ZBuf::from(message.clone()).into_zslices();
    let slice = slices.next();
    let inner = slice
        .as_ref()
        .and_then(|slice| slice.downcast_ref::<ShmBufInner>());
    inner.map_or(0, ShmBufInner::ref_count)
}
