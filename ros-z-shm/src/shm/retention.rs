//! Messages in flight. The pool keeps a clone of each until every other holder has released it, because zenoh
//! invalidates a message that no receiver confirms within 100 ms. Afterwards, the next message reuses the buffer.
//! `pool_core` handles a full pool.
//!
//! If zenoh still invalidates a message, for example because the process was suspended, the pool restores it. This
//! needs zenoh's private table of buffers, which is not accessed with zenoh 1.10. There, a forwarded buffer is kept by
//! one of zenoh's hard references, which confirms it without counting as a holder.
//!
//! This file is long because the states of a message, their transitions and the tests belong together.

#[cfg(not(zenoh_1_10))]
use std::cell::OnceCell;
use std::{
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use zenoh::shm::{OwnedShmBuf, ShmBuf, ZShm, ZShmMut, zshmmut};
#[cfg(zenoh_1_10)]
use zenoh_shm::ShmBufHardRef;
#[cfg(not(zenoh_1_10))]
use {zenoh_buffers::ZSlice, zenoh_shm::ShmBufInner};

#[cfg(zenoh_1_10)]
use super::expired_chunk::ExpiredChunk;
#[cfg(not(zenoh_1_10))]
use super::{maintenance::INTERVAL, table::Entry};

/// Limits on how long, and how many bytes of, messages in flight are kept.
///
/// zenoh invalidates a message that no process has confirmed for 100 ms. A receiver confirms a message only after it
/// has received it: a subscriber that is busy for 400 ms loses the rest of a burst, unless the publisher keeps the
/// messages.
///
/// The pool checks the limits when it needs a buffer and no finished message has a suitable one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetentionLimits {
    max_age: Duration,
    max_bytes: Option<usize>,
    max_stuck: Duration,
}

impl RetentionLimits {
    /// The default time for which messages may be stuck before the pool that they fill is replaced. It starts when a
    /// message exceeds its maximum age.
    pub const DEFAULT_MAX_STUCK: Duration = Duration::from_secs(2);

    /// The default maximum age: the time for which zenoh keeps a silent connection. After that, the receiver is gone.
    pub const DEFAULT_MAX_AGE: Duration = Duration::from_secs(10);

    /// Keeps messages for [`DEFAULT_MAX_AGE`](Self::DEFAULT_MAX_AGE), up to the size of the pool.
    pub const fn new() -> Self {
        Self {
            max_age: Self::DEFAULT_MAX_AGE,
            max_bytes: None,
            max_stuck: Self::DEFAULT_MAX_STUCK,
        }
    }

    /// Keeps nothing: a message that is not received within 100 ms is lost.
    pub const fn none() -> Self {
        Self::new().with_max_age(Duration::ZERO)
    }

    /// Sets the age at which the pool stops keeping a message.
    #[must_use]
    pub const fn with_max_age(mut self, max_age: Duration) -> Self {
        self.max_age = max_age;
        self
    }

    /// Keeps at most `max_bytes`. A message that would exceed the limit falls back to the heap.
    #[must_use]
    pub const fn with_max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = Some(max_bytes);
        self
    }

    /// Replaces a full pool if receivers hold messages for `max_stuck` beyond their maximum age and cannot be proven
    /// dead. [`Duration::MAX`] disables replacement.
    ///
    /// The old pool is freed when its last message is released. A pool over a provider of the program is never
    /// replaced.
    #[must_use]
    pub const fn with_max_stuck(mut self, max_stuck: Duration) -> Self {
        self.max_stuck = max_stuck;
        self
    }

    /// Returns the time for which messages may be stuck before the pool that they fill is replaced.
    pub const fn max_stuck(&self) -> Duration {
        self.max_stuck
    }

    /// Returns the age at which the pool stops keeping a message.
    pub const fn max_age(&self) -> Duration {
        self.max_age
    }

    /// Returns the maximum number of bytes that are kept; `None` for the size of the pool.
    pub const fn max_bytes(&self) -> Option<usize> {
        self.max_bytes
    }

    /// Returns whether messages are kept at all.
    pub(super) const fn is_on(&self) -> bool {
        !self.max_age.is_zero()
    }

    /// Returns whether the limits allow keeping `bytes`.
    pub(super) fn allow(&self, bytes: usize) -> bool {
        !self.is_on() || self.max_bytes.is_none_or(|most| bytes <= most)
    }
}

impl Default for RetentionLimits {
    fn default() -> Self {
        Self::new()
    }
}

/// The number of kept messages that a request for a buffer examines, so that its cost does not grow with the backlog of
/// a stalled subscriber.
const SCAN_LIMIT: usize = 32;

/// The number of unsuitable free buffers that are kept for messages of their sizes.
const SPARE_BUFFERS: usize = 4;

/// A buffer suits a message if it exceeds the message by at most this many bytes, or is at most twice as long.
const SLACK: usize = 4096;

/// The time for which the maintenance thread keeps running with nothing in flight, so that a publisher of more than one
/// message a second does not wake it for each.
const IDLE: Duration = Duration::from_secs(1);

#[cfg(not(zenoh_1_10))]
/// The time without a confirmation after which this thread invalidates a message in place of zenoh's watchdog.
const SILENCE: Duration = Duration::from_millis(200);

/// The state of a buffer, apart from its bytes.
#[derive(Clone, Copy)]
pub(super) struct BufferOrigin {
    /// Its length when it was allocated.
    capacity: usize,
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
}

/// A message in flight.
struct RetainedMessage {
    shm: ZShm,
    /// Looked up on first use, then kept while the buffer is reused.
    #[cfg(not(zenoh_1_10))]
    entry: OnceCell<Option<Entry>>,
    /// Whether zenoh's watchdog no longer watches it.
    #[cfg(not(zenoh_1_10))]
    restored: bool,
    #[cfg(not(zenoh_1_10))]
    owners: u32,
    /// The length of the buffer when it was allocated; `shm` may be shorter.
    capacity: usize,
    since: Instant,
    /// `None` if the time is beyond the range of the clock.
    until: Option<Instant>,
}

enum MessageState {
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
    fn state(&mut self, now: Instant) -> MessageState {
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
    fn entry(&self) -> Option<Entry> {
        *self.entry.get_or_init(|| Entry::of(&self.shm))
    }

    /// Confirms it, in addition to zenoh's own thread.
    #[cfg(not(zenoh_1_10))]
    fn confirm(&self, now: Instant) {
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
    fn restore(&mut self) -> bool {
        let restored = self.entry().is_some_and(Entry::restore);
        self.restored |= restored;
        restored
    }

    fn suits(&self, len: usize) -> bool {
        len <= self.capacity && (self.capacity - len <= SLACK || self.capacity / 2 <= len)
    }
}

/// The number of messages that the pool stopped keeping, by cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct GivenUp {
    pub(super) by_age: u64,
    pub(super) invalidated: u64,
}

#[cfg(not(zenoh_1_10))]
/// Returns the number of holders of a buffer in all processes.
fn holders(shm: &ZShm) -> u32 {
    let slice = ZSlice::from(shm.clone());
    // The clone counts as a holder too.
    slice
        .downcast_ref::<ShmBufInner>()
        .map_or(0, |inner| inner.ref_count().saturating_sub(1))
}

#[cfg(not(zenoh_1_10))]
/// A message that was restored and that the pool no longer keeps. Living receivers confirm it; without confirmations it
/// has to be invalidated, and zenoh's watchdog no longer does so.
struct Unwatched {
    entry: Entry,
    since: Instant,
}

/// A message beyond its maximum age that is still held: by a living receiver, or by one that died.
struct Stuck {
    #[cfg(not(zenoh_1_10))]
    entry: Entry,
    #[cfg(zenoh_1_10)]
    entry: ExpiredChunk,
    bytes: usize,
    since: Instant,
}

/// The totals of the stuck messages.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StuckTally {
    pub(super) messages: usize,
    pub(super) bytes: usize,
    /// The time at which the first of them exceeded its maximum age.
    pub(super) oldest: Option<Instant>,
}

/// All messages in flight of one pool.
#[derive(Default)]
pub(super) struct InFlight {
    kept: Vec<RetainedMessage>,
    /// The forwarded buffers, and the time until which each is kept.
    #[cfg(zenoh_1_10)]
    forwarded: Vec<(ShmBufHardRef, Instant)>,
    /// Whether the pool reports the chunks that it frees.
    #[cfg(zenoh_1_10)]
    watches_expired_chunks: bool,
    #[cfg(not(zenoh_1_10))]
    unwatched: Vec<Unwatched>,
    stuck: Vec<Stuck>,
    latest: Option<Instant>,
    restored: u64,
    bytes: usize,
    high_water: usize,
    cursor: usize,
    given_up: GivenUp,
}

impl InFlight {
    /// Creates an empty set with capacity for `messages`.
    pub(super) fn with_room_for(messages: usize) -> Self {
        Self {
            kept: Vec::with_capacity(messages),
            ..Self::default()
        }
    }

    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns the number and the bytes of the messages that others hold: all but the free ones.
    pub(super) fn held(&mut self) -> (usize, usize) {
        let now = Instant::now();
        let held = self
            .kept
            .iter_mut()
            .filter_map(|kept| (!matches!(kept.state(now), MessageState::Free)).then_some(kept.capacity));
        held.fold((0, 0), |(count, bytes), capacity| (count + 1, bytes + capacity))
    }

    /// Returns the highest number of bytes that were kept at one time.
    pub(super) fn high_water(&self) -> usize {
        self.high_water
    }

    pub(super) fn given_up(&self) -> GivenUp {
        self.given_up
    }

    /// Returns the number of messages that were restored after zenoh had invalidated them.
    pub(super) fn restored(&self) -> u64 {
        self.restored
    }

    pub(super) fn restart_counts(&mut self) {
        self.given_up = GivenUp::default();
        self.restored = 0;
        self.high_water = self.bytes;
    }

    /// Keeps `shm`, whose buffer was allocated with `capacity` bytes.
    pub(super) fn keep(&mut self, shm: ZShm, origin: BufferOrigin, limits: RetentionLimits) {
        let capacity = origin.capacity;
        #[cfg(not(zenoh_1_10))]
        if let Some(entry) = origin.entry {
            // zenoh confirms a new buffer at once, and then every 50 ms.
            entry.confirm();
        }
        self.bytes += capacity;
        self.high_water = self.high_water.max(self.bytes);
        let since = Instant::now();
        self.latest = Some(since);
        self.kept.push(RetainedMessage {
            shm,
            #[cfg(not(zenoh_1_10))]
            entry: (origin.entry).map_or_else(OnceCell::new, |entry| Some(entry).into()),
            #[cfg(not(zenoh_1_10))]
            restored: origin.restored,
            #[cfg(not(zenoh_1_10))]
            owners: origin.owners,
            capacity,
            since,
            until: since.checked_add(limits.max_age),
        });
    }

    /// Keeps a forwarded buffer for `max_age`. Its owner does not count this, and frees it when the receivers have
    /// released it.
    #[cfg(zenoh_1_10)]
    pub(super) fn keep_forwarded(&mut self, reference: ShmBufHardRef, max_age: Duration) {
        let now = Instant::now();
        self.latest = Some(now);
        if let Some(until) = now.checked_add(max_age) {
            self.forwarded.push((reference, until));
        }
    }

    /// Counts messages beyond their maximum age as stuck until the pool reports that it has freed them.
    #[cfg(zenoh_1_10)]
    pub(super) fn watch_expired_chunks(&mut self) {
        self.watches_expired_chunks = true;
    }

    /// Returns a free buffer that suits a message of `len` bytes, resized to it, and its state.
    ///
    /// Prefers the latest of a few messages, because its memory is most likely in the cache.
    pub(super) fn recycle(&mut self, len: NonZeroUsize) -> Option<(ZShmMut, BufferOrigin)> {
        if self.kept.is_empty() {
            return None;
        }
        let now = Instant::now();
        let mut spares = 0;
        if self.kept.len() <= SCAN_LIMIT {
            self.cursor = self.kept.len();
        }
        for _ in 0..SCAN_LIMIT.min(self.kept.len()) {
            if self.cursor == 0 || self.cursor > self.kept.len() {
                self.cursor = self.kept.len();
            }
            self.cursor = self.cursor.checked_sub(1)?;
            let index = self.cursor;
            let suits = self.kept[index].suits(len.get());
            match self.kept[index].state(now) {
                MessageState::Free if suits => {
                    let kept = self.take(index);
                    let origin = BufferOrigin {
                        #[cfg(not(zenoh_1_10))]
                        entry: kept.entry(),
                        #[cfg(not(zenoh_1_10))]
                        restored: kept.restored,
                        ..BufferOrigin::new(kept.capacity)
                    };
                    if let Ok(mut shm) = ZShmMut::try_from(kept.shm)
                        && shm.try_resize(len).is_some()
                    {
                        return Some((shm, origin));
                    }
                }
                MessageState::Free => spares += 1,
                MessageState::Held => {}
                MessageState::Expired => self.expire(index),
                MessageState::Invalidated => self.restore_or_give_up(index),
            }
        }
        if spares > SPARE_BUFFERS {
            self.release();
        }
        None
    }

    /// Drops every message that is free, expired or invalidated.
    pub(super) fn release(&mut self) {
        #[cfg(zenoh_1_10)]
        self.forwarded.retain(|(_, until)| *until > Instant::now());
        if self.kept.is_empty() {
            return;
        }
        let now = Instant::now();
        for index in (0..self.kept.len()).rev() {
            match self.kept[index].state(now) {
                MessageState::Free => drop(self.take(index)),
                MessageState::Held => {}
                MessageState::Expired => self.expire(index),
                MessageState::Invalidated => self.restore_or_give_up(index),
            }
        }
    }

    /// Confirms and restores messages in flight. Invalidates messages that were restored, are no longer kept, and whose
    /// holders are silent. Returns `false` if there was nothing to do for some time.
    pub(super) fn maintain(&mut self) -> bool {
        let now = Instant::now();
        let mut has_any = false;
        for index in (0..self.kept.len()).rev() {
            match self.kept[index].state(now) {
                MessageState::Held => {
                    has_any = true;
                    #[cfg(not(zenoh_1_10))]
                    self.kept[index].confirm(now);
                }
                MessageState::Invalidated => self.restore_or_give_up(index),
                MessageState::Free | MessageState::Expired => {}
            }
        }
        #[cfg(not(zenoh_1_10))]
        {
            self.unwatched.retain_mut(|unwatched| unwatched.is_watched(now));
            has_any |= !self.unwatched.is_empty();
        }
        #[cfg(zenoh_1_10)]
        {
            self.forwarded.retain(|(_, until)| *until > now);
            has_any |= !self.forwarded.is_empty();
        }
        has_any || self.latest.is_some_and(|latest| now - latest < IDLE)
    }

    /// Returns whether another process or thread holds a message that existed at `moment` and is younger than `age`.
    pub(super) fn has_young(&mut self, moment: Instant, age: Duration) -> bool {
        let now = Instant::now();
        #[cfg(zenoh_1_10)]
        if self.forwarded.iter().any(|(_, until)| *until > now) {
            return true;
        }
        let mut kept = self.kept.iter_mut();
        kept.any(|kept| {
            kept.since <= moment && now - kept.since < age && matches!(kept.state(now), MessageState::Held)
        })
    }

    fn take(&mut self, index: usize) -> RetainedMessage {
        let kept = self.kept.swap_remove(index);
        self.bytes -= kept.capacity;
        kept
    }

    /// Stops keeping a message because of its age. Its holder may be alive or dead.
    fn expire(&mut self, index: usize) {
        let kept = &self.kept[index];
        #[cfg(not(zenoh_1_10))]
        let entry = kept.entry();
        #[cfg(zenoh_1_10)]
        let entry = self
            .watches_expired_chunks
            .then(|| ExpiredChunk::watch(&kept.shm));
        let bytes = kept.capacity;
        self.give_up(index, |count| &mut count.by_age);
        if let Some(entry) = entry {
            let since = Instant::now();
            self.stuck.push(Stuck { entry, bytes, since });
        }
    }

    /// Returns the totals of the messages beyond their maximum age that are still held.
    pub(super) fn stuck(&mut self) -> StuckTally {
        self.stuck.retain(|stuck| stuck.entry.is_stuck());
        let start = StuckTally::default();
        self.stuck.iter().fold(start, |tally, stuck| StuckTally {
            messages: tally.messages + 1,
            bytes: tally.bytes + stuck.bytes,
            oldest: Some(tally.oldest.map_or(stuck.since, |oldest| oldest.min(stuck.since))),
        })
    }

    #[cfg(not(zenoh_1_10))]
    /// Returns the stuck messages that zenoh has invalidated, because no process confirmed them.
    pub(super) fn stuck_and_invalidated(&self) -> Vec<Entry> {
        let entries = self.stuck.iter().map(|stuck| stuck.entry);
        entries
            .filter(|entry| entry.is_stuck() && entry.is_invalidated())
            .collect()
    }

    /// Restores an invalidated message, or stops keeping it.
    fn restore_or_give_up(&mut self, index: usize) {
        #[cfg(zenoh_1_10)]
        self.give_up(index, |count| &mut count.invalidated);
        #[cfg(not(zenoh_1_10))]
        if self.kept[index].restore() {
            self.restored += 1;
        } else {
            self.give_up(index, |count| &mut count.invalidated);
        }
    }

    fn give_up(&mut self, index: usize, count: fn(&mut GivenUp) -> &mut u64) {
        let kept = self.take(index);
        #[cfg(not(zenoh_1_10))]
        if kept.restored
            && let Some(entry) = kept.entry()
        {
            let since = Instant::now();
            self.unwatched.push(Unwatched { entry, since });
        }
        drop(kept);
        *count(&mut self.given_up) += 1;
    }
}

#[cfg(not(zenoh_1_10))]
impl Unwatched {
    /// Returns whether it may still have to be invalidated.
    fn is_watched(&mut self, now: Instant) -> bool {
        if !self.entry.is_current() || !self.entry.is_held() {
            return false;
        }
        if now - self.since < SILENCE {
            return true;
        }
        self.since = now;
        let is_confirmed = self.entry.take_confirmation();
        if !is_confirmed {
            self.entry.invalidate();
        }
        is_confirmed
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{fallback::FallbackReason, pool::ShmPool, test_pool::made},
        *,
    };

    fn pool() -> Option<ShmPool> {
        made(ShmPool::of(500_000))
    }

    /// Returns a message of `len` bytes in flight, as a receiver holds it.
    fn publish(pool: &ShmPool, len: usize) -> ZShm {
        let mut buffer = pool.acquire(len).expect("there is room");
        buffer.fill(0xA5);
        buffer.into_zshm()
    }

    #[test]
    fn without_retention_any_number_of_bytes_is_allowed() {
        let none = RetentionLimits::none().with_max_bytes(1);
        assert!(!none.is_on());
        assert!(none.allow(usize::MAX));
    }

    #[test]
    fn the_budget_is_the_most_that_is_kept() {
        let limits = RetentionLimits::new().with_max_bytes(100);
        assert!(limits.allow(100));
        assert!(!limits.allow(101));
        assert!(RetentionLimits::new().allow(usize::MAX));
    }

    #[test]
    fn a_message_is_kept_while_a_receiver_holds_it_and_then_recycled() {
        let Some(pool) = pool() else { return };
        let held = publish(&pool, 1000);
        let other = pool.acquire(1000).expect("there is room for two");
        assert!(!other.is_recycled());
        assert_ne!(other.as_ptr(), held.as_ptr());
        drop(other);
        let address = held.as_ptr().addr();
        assert_eq!(pool.stats().retained, 1);
        drop(held);
        assert_eq!(pool.stats().retained, 0);
        let again = pool.acquire(900).expect("there is room");
        assert!(again.is_recycled());
        assert_eq!((again.len(), again.as_ptr().addr()), (900, address));
        assert_eq!(pool.stats().recycled, 1);
    }

    #[test]
    fn a_large_free_buffer_is_not_spent_on_a_small_message() {
        let Some(pool) = pool() else { return };
        drop(publish(&pool, 400_000));
        let small = pool.acquire(100).expect("there is room");
        assert!(!small.is_recycled());
    }

    #[test]
    fn a_held_message_expires_by_age_and_is_counted() {
        let Some(pool) = pool() else { return };
        let young = RetentionLimits::new().with_max_age(Duration::from_nanos(1));
        let pool = pool.with_retention(young);
        let held = publish(&pool, 1000);
        assert_eq!(pool.stats().retained, 1);
        assert!(pool.acquire(1000).is_ok());
        let stats = pool.stats();
        assert_eq!((stats.retained, stats.released_by_age), (0, 1));
        assert!(
            held.iter().all(|byte| *byte == 0xA5),
            "its receiver can still read it"
        );
    }

    #[test]
    fn the_budget_sends_young_messages_to_the_heap_and_kills_none() {
        let Some(pool) = pool() else { return };
        let pool = pool.with_retention(RetentionLimits::new().with_max_bytes(2500));
        let held = [publish(&pool, 1000), publish(&pool, 1000)];
        let answer = pool.acquire(1000).map(drop);
        assert_eq!(answer, Err(FallbackReason::RetentionBudget));
        assert_eq!(pool.stats().retained, 2);
        drop(held);
        assert!(pool.acquire(2000).is_ok());
    }

    #[cfg(not(zenoh_1_10))]
    #[test]
    fn a_held_message_that_zenoh_invalidates_is_restored() {
        let Some(pool) = pool() else { return };
        let held = publish(&pool, 1000);
        Entry::of(&held).expect("the buffer has an entry").invalidate();
        assert!(!held.is_valid());
        let deadline = Instant::now() + Duration::from_secs(30);
        while !held.is_valid() {
            assert!(Instant::now() < deadline, "{}", pool.stats());
            std::thread::yield_now();
        }
        let stats = pool.stats();
        assert_eq!((stats.retained, stats.revived, stats.invalidated), (1, 1, 0));
        drop(held);
        assert!(pool.acquire(1000).expect("there is room").is_recycled());
    }

    #[cfg(zenoh_1_10)]
    #[test]
    fn an_expired_message_is_stuck_until_its_holder_releases_it() {
        let Some(pool) = pool() else { return };
        let pool = pool.with_retention(RetentionLimits::new().with_max_age(Duration::from_nanos(1)));
        let held = publish(&pool, 1000);
        let _other = pool.acquire(1000).expect("there is room for two");
        let stats = pool.stats();
        assert_eq!((stats.released_by_age, stats.stuck), (1, 1), "{stats}");
        drop(held);
        assert_eq!(pool.stats().stuck, 0, "{}", pool.stats());
    }

    #[cfg(zenoh_1_10)]
    #[test]
    fn a_hard_reference_keeps_a_buffer_valid_and_is_not_counted() {
        let Some(pool) = pool() else { return };
        let pool = pool.with_retention(RetentionLimits::none());
        let shm = publish(&pool, 1000);
        let mut in_flight = InFlight::default();
        in_flight.keep_forwarded((&shm).into(), Duration::from_millis(1));
        assert!(ZShmMut::try_from(shm).is_ok(), "no other holder is counted");
        assert_eq!(in_flight.forwarded.len(), 1);
        let deadline = Instant::now() + Duration::from_secs(30);
        while !in_flight.forwarded.is_empty() {
            assert!(Instant::now() < deadline);
            in_flight.release();
        }
    }

    #[cfg(not(zenoh_1_10))]
    #[test]
    fn a_restored_and_expired_message_is_invalidated_once_its_holder_is_silent() {
        let Some(pool) = pool() else { return };
        let long = RetentionLimits::new().with_max_age(Duration::from_millis(300));
        let pool = pool.with_retention(long);
        let held = publish(&pool, 1000);
        let entry = Entry::of(&held).expect("the buffer has an entry");
        // Simulates a killed process: it counts as a holder, and no longer confirms.
        entry.hold();
        drop(held);
        entry.invalidate();
        let deadline = Instant::now() + Duration::from_secs(30);
        while pool.stats().released_by_age == 0 {
            assert!(Instant::now() < deadline, "{}", pool.stats());
            drop(pool.acquire(1000));
        }
        // More than once on a busy machine, where zenoh invalidates it again.
        assert!(pool.stats().revived >= 1, "{}", pool.stats());
        while !entry.is_invalidated() {
            assert!(Instant::now() < deadline, "{}", pool.stats());
            std::thread::yield_now();
        }
    }

    #[test]
    fn without_retention_nothing_is_kept() {
        let Some(pool) = pool() else { return };
        let pool = pool.with_retention(RetentionLimits::none());
        let _held = publish(&pool, 1000);
        assert_eq!(pool.stats().retained, 0);
    }

    #[test]
    fn many_sizes_do_not_fill_the_pool_with_free_buffers() {
        let Some(pool) = pool() else { return };
        for round in 0..2000_usize {
            let len = 512 + round * 7919 % 50_000;
            drop(publish(&pool, len));
        }
        let stats = pool.stats();
        assert!(stats.bytes_in_use < 300_000, "{stats}");
    }
}
