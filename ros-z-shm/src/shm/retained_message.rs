//! One message in flight, and the state of its buffer, which outlives it. `retention` has all messages of a pool.

#[cfg(not(zenoh_1_10))]
use std::cell::OnceCell;
use std::time::Instant;

use zenoh::shm::{ShmBuf, ZShm, zshmmut};
#[cfg(not(zenoh_1_10))]
use {zenoh_buffers::ZSlice, zenoh_shm::ShmBufInner};

use super::retention_limits::RetentionLimits;
#[cfg(not(zenoh_1_10))]
use super::{maintenance::INTERVAL, table::Entry};

/// A buffer suits a message if it exceeds the message by at most this many bytes, or is at most twice as long.
const SLACK: usize = 4096;

/// The state of a buffer, apart from its bytes.
#[derive(Clone, Copy)]
pub(super) struct BufferOrigin {
    /// Its length when it was allocated.
    pub(super) capacity: usize,
    /// Its entry in zenoh's table, if it has been looked up.
    #[cfg(not(zenoh_1_10))]
    entry: Option<Entry>,
    /// The number of holders besides this process and the receivers: 1 if the process that sent the buffer may keep it,
    /// else 0.
    #[cfg(not(zenoh_1_10))]
    owners: u32,
    /// Whether zenoh's watchdog no longer watches it.
    #[cfg(not(zenoh_1_10))]
    restored: bool,
}

impl BufferOrigin {
    /// Returns the state of a new buffer of `capacity` bytes.
    pub(super) const fn new(capacity: usize) -> Self {
        Self {
            capacity,
            #[cfg(not(zenoh_1_10))]
            entry: None,
            #[cfg(not(zenoh_1_10))]
            owners: 0,
            #[cfg(not(zenoh_1_10))]
            restored: false,
        }
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
    pub(super) shm: ZShm,
    /// Looked up on first use, then kept while the buffer is reused.
    #[cfg(not(zenoh_1_10))]
    entry: OnceCell<Option<Entry>>,
    /// Whether zenoh's watchdog no longer watches it.
    #[cfg(not(zenoh_1_10))]
    pub(super) restored: bool,
    #[cfg(not(zenoh_1_10))]
    owners: u32,
    /// The length of the buffer when it was allocated; `shm` may be shorter.
    pub(super) capacity: usize,
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
    /// Keeps `shm` from `since` on.
    pub(super) fn new(shm: ZShm, origin: BufferOrigin, since: Instant, limits: RetentionLimits) -> Self {
        #[cfg(not(zenoh_1_10))]
        if let Some(entry) = origin.entry {
            // zenoh confirms a new buffer at once, and then every 50 ms.
            entry.confirm();
        }
        Self {
            shm,
            #[cfg(not(zenoh_1_10))]
            entry: (origin.entry).map_or_else(OnceCell::new, |entry| Some(entry).into()),
            #[cfg(not(zenoh_1_10))]
            restored: origin.restored,
            #[cfg(not(zenoh_1_10))]
            owners: origin.owners,
            capacity: origin.capacity,
            since,
            until: since.checked_add(limits.max_age()),
        }
    }

    /// Returns the state of its buffer for the next message.
    pub(super) fn origin(&self) -> BufferOrigin {
        BufferOrigin {
            #[cfg(not(zenoh_1_10))]
            entry: self.entry(),
            #[cfg(not(zenoh_1_10))]
            restored: self.restored,
            ..BufferOrigin::new(self.capacity)
        }
    }

    pub(super) fn state(&mut self, now: Instant) -> MessageState {
        if <&mut zshmmut>::try_from(&mut self.shm).is_ok() || self.is_left_to_owners() {
            MessageState::Free
        } else if !self.shm.is_valid() {
            MessageState::Invalidated
        } else if self.until.is_some_and(|until| until <= now) {
            MessageState::Expired
        } else {
            MessageState::Held
        }
    }

    /// Returns whether only this process and the owners hold it. Two owners that keep one buffer would wait for each
    /// other.
    #[cfg(not(zenoh_1_10))]
    fn is_left_to_owners(&self) -> bool {
        self.owners > 0 && holders(&self.shm) <= 1 + self.owners
    }

    /// Returns `false`: a forwarded buffer is kept by a hard reference.
    #[cfg(zenoh_1_10)]
    fn is_left_to_owners(&self) -> bool {
        false
    }

    #[cfg(not(zenoh_1_10))]
    pub(super) fn entry(&self) -> Option<Entry> {
        *self.entry.get_or_init(|| Entry::of(&self.shm))
    }

    /// Confirms it, in addition to zenoh's own thread.
    #[cfg(not(zenoh_1_10))]
    pub(super) fn confirm(&self, now: Instant) {
        let is_old = now - self.since >= INTERVAL;
        let entry = if is_old {
            self.entry()
        } else {
            self.entry.get().copied().flatten()
        };
        if let Some(entry) = entry {
            entry.confirm();
        }
    }

    /// Makes it valid again. Returns whether that was possible.
    #[cfg(not(zenoh_1_10))]
    pub(super) fn restore(&mut self) -> bool {
        let restored = self.entry().is_some_and(Entry::restore);
        self.restored |= restored;
        restored
    }

    /// Returns whether the buffer suits a message of `len` bytes.
    pub(super) fn suits(&self, len: usize) -> bool {
        len <= self.capacity && (self.capacity - len <= SLACK || self.capacity / 2 <= len)
    }
}

/// Returns the number of holders of a buffer in all processes.
#[cfg(not(zenoh_1_10))]
fn holders(shm: &ZShm) -> u32 {
    let slice = ZSlice::from(shm.clone());
    // The clone counts as a holder too.
    slice
        .downcast_ref::<ShmBufInner>()
        .map_or(0, |inner| inner.ref_count().saturating_sub(1))
}
