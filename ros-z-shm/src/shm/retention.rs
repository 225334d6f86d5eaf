//! Messages in flight. The pool keeps a clone of each until every other holder has released it, because zenoh
//! invalidates a message that no receiver confirms within 100 ms. Afterwards, the next message reuses the buffer.
//! `pool_core` handles a full pool.
//!
//! If zenoh still invalidates a message, for example because the process was suspended, the pool restores it. This
//! needs zenoh's private table of buffers, which is not accessed with zenoh 1.10. There, a forwarded buffer is kept by
//! one of zenoh's hard references, which confirms it without counting as a holder.

use std::{
    collections::VecDeque,
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use zenoh::bytes::ZBytes;
#[cfg(zenoh_1_10)]
use zenoh_shm::ShmBufHardRef;

#[cfg(zenoh_1_10)]
use super::expired_chunk::ExpiredChunk;
use super::{
    memory::Memory,
    retained_message::{BufferOrigin, MessageState, RetainedMessage},
    retention_limits::RetentionLimits,
    stuck_message::{StuckMessage, StuckTally},
};
#[cfg(not(zenoh_1_10))]
use super::{table::Entry, unwatched_message::UnwatchedMessage};

/// The number of messages that a request for a buffer examines after a held one: for each, it has to wait for a line of the
/// cache that a receiver has changed.
const SCAN_LIMIT: usize = 8;

/// The number of these that are the last ones: beside messages that receivers hold for long, others may be released at once.
const LAST: usize = 2;

/// The number of unsuitable free buffers that are kept for messages of their sizes.
const SPARE_BUFFERS: usize = 4;

/// The time for which the maintenance thread keeps running with nothing in flight, so that a publisher of more than one
/// message a second does not wake it for each.
const IDLE: Duration = Duration::from_secs(1);

/// The number of messages that the pool stopped keeping, by cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct GivenUp {
    pub(super) by_age: u64,
    pub(super) invalidated: u64,
}

/// All messages in flight of one pool.
#[derive(Default)]
pub(super) struct InFlight {
    /// Messages that others hold, as far as is known. Receivers usually release the first one first.
    kept: VecDeque<RetainedMessage>,
    /// Messages without another holder. The last one was released last, so that its memory is most likely in the cache.
    free: Vec<RetainedMessage>,
    /// The forwarded buffers, and the time until which each is kept.
    #[cfg(zenoh_1_10)]
    forwarded: Vec<(ShmBufHardRef, Instant)>,
    /// Whether the pool reports the chunks that it frees.
    #[cfg(zenoh_1_10)]
    watches_expired_chunks: bool,
    #[cfg(not(zenoh_1_10))]
    unwatched: Vec<UnwatchedMessage>,
    stuck: Vec<StuckMessage>,
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
            kept: VecDeque::with_capacity(messages),
            free: Vec::with_capacity(messages),
            ..Self::default()
        }
    }

    pub(super) fn len(&self) -> usize {
        self.kept.len() + self.free.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns the number and the bytes of the messages that others hold: all but the free ones.
    pub(super) fn held(&mut self) -> (usize, usize) {
        let now = Instant::now();
        let held = self.kept.iter_mut().filter_map(|kept| {
            (!matches!(kept.state(|| now), MessageState::Free)).then_some(kept.origin.capacity)
        });
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

    /// Keeps `message`, which is the buffer of `origin`.
    pub(super) fn keep(&mut self, message: ZBytes, origin: BufferOrigin, limits: RetentionLimits) {
        let capacity = origin.capacity;
        self.bytes += capacity;
        self.high_water = self.high_water.max(self.bytes);
        let since = Instant::now();
        self.latest = Some(since);
        self.kept
            .push_back(RetainedMessage::new(message, origin, since, limits));
    }

    /// Records that the pool is in use, although it does not keep the message.
    pub(super) fn note_use(&mut self) {
        self.latest = Some(Instant::now());
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

    /// Returns free memory that suits a message of `len` bytes, resized to it, and the state of its buffer. Examines a few
    /// messages, or all if `is_thorough`.
    pub(super) fn recycle(&mut self, len: NonZeroUsize, is_thorough: bool) -> Option<(Memory, BufferOrigin)> {
        let mut now = None;
        let mut now = || *now.get_or_insert_with(Instant::now);
        while let Some(first) = self.kept.front_mut()
            && matches!(first.state(&mut now), MessageState::Free)
        {
            self.free.extend(self.kept.pop_front());
        }
        let mut found = self.reuse(len);
        let (last, others) = if is_thorough || self.kept.len() <= SCAN_LIMIT {
            (self.kept.len(), 0)
        } else {
            (LAST, SCAN_LIMIT - LAST)
        };
        let first = self.kept.len().saturating_sub(last);
        for index in (first..self.kept.len()).rev() {
            found = found.or_else(|| self.examine(index, len, &mut now));
        }
        for _ in 0..others {
            // The first one and the last ones were examined.
            if self.cursor == 0 || self.cursor >= first {
                self.cursor = 1;
            }
            let index = self.cursor;
            self.cursor += 1;
            found = found.or_else(|| self.examine(index, len, &mut now));
        }
        if found.is_none() && self.free.len() > SPARE_BUFFERS {
            self.release();
        }
        found
    }

    /// Examines a message, and returns its memory if it is free and suits a message of `len` bytes.
    fn examine(
        &mut self,
        index: usize,
        len: NonZeroUsize,
        now: impl FnOnce() -> Instant,
    ) -> Option<(Memory, BufferOrigin)> {
        match self.kept.get_mut(index)?.state(now) {
            MessageState::Free => {
                // Keeps most of the others in their order.
                let free = if index < self.kept.len() / 2 {
                    self.kept.swap_remove_front(index)
                } else {
                    self.kept.swap_remove_back(index)
                };
                self.free.extend(free);
                return self.reuse(len);
            }
            MessageState::Held => {}
            MessageState::Expired => self.expire(index),
            MessageState::Invalidated => self.restore_or_give_up(index),
        }
        None
    }

    /// Returns the free memory that was released last and suits a message of `len` bytes.
    fn reuse(&mut self, len: NonZeroUsize) -> Option<(Memory, BufferOrigin)> {
        let index = self.free.iter().rposition(|free| free.suits(len.get()))?;
        let mut free = self.free.remove(index);
        // Empty meanwhile, which is not a message.
        match Memory::again(std::mem::take(&mut free.message), len) {
            Ok(memory) => {
                self.bytes -= free.origin.capacity;
                Some((memory, free.origin()))
            }
            Err(message) => {
                // zenoh has invalidated it.
                free.message = message;
                self.kept.push_back(free);
                None
            }
        }
    }

    /// Drops every message that is free, expired or invalidated.
    pub(super) fn release(&mut self) {
        #[cfg(zenoh_1_10)]
        self.forwarded.retain(|(_, until)| *until > Instant::now());
        for free in self.free.drain(..) {
            self.bytes -= free.origin.capacity;
        }
        if self.kept.is_empty() {
            return;
        }
        let now = Instant::now();
        for index in (0..self.kept.len()).rev() {
            match self.kept[index].state(|| now) {
                MessageState::Free => _ = self.take(index),
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
            match self.kept[index].state(|| now) {
                MessageState::Held => {
                    has_any = true;
                    #[cfg(not(zenoh_1_10))]
                    self.kept[index].confirm();
                }
                MessageState::Invalidated => self.restore_or_give_up(index),
                MessageState::Free | MessageState::Expired => {}
            }
        }
        #[cfg(not(zenoh_1_10))]
        {
            self.invalidate_silent();
            has_any |= !self.unwatched.is_empty();
        }
        #[cfg(zenoh_1_10)]
        {
            self.forwarded.retain(|(_, until)| *until > now);
            has_any |= !self.forwarded.is_empty();
        }
        has_any || self.latest.is_some_and(|latest| now - latest < IDLE)
    }

    /// Invalidates the restored messages that are no longer kept, and whose holders are silent.
    #[cfg(not(zenoh_1_10))]
    pub(super) fn invalidate_silent(&mut self) {
        let now = Instant::now();
        self.unwatched.retain_mut(|unwatched| unwatched.is_watched(now));
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
            kept.since <= moment && now - kept.since < age && matches!(kept.state(|| now), MessageState::Held)
        })
    }

    fn take(&mut self, index: usize) -> Option<RetainedMessage> {
        let kept = self.kept.swap_remove_back(index)?;
        self.bytes -= kept.origin.capacity;
        Some(kept)
    }

    /// Stops keeping a message because of its age. Its holder may be alive or dead.
    fn expire(&mut self, index: usize) {
        let kept = &self.kept[index];
        #[cfg(not(zenoh_1_10))]
        let entry = kept.entry();
        #[cfg(zenoh_1_10)]
        let entry = self
            .watches_expired_chunks
            .then(|| kept.message.as_shm().map(ExpiredChunk::watch))
            .flatten();
        let bytes = kept.origin.capacity;
        self.give_up(index, |count| &mut count.by_age);
        if let Some(entry) = entry {
            let since = Instant::now();
            self.stuck.push(StuckMessage { entry, bytes, since });
        }
    }

    /// Returns whether a message beyond its maximum age may still be held. [`stuck`](Self::stuck) counts those that are.
    pub(super) fn may_be_stuck(&self) -> bool {
        !self.stuck.is_empty()
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

    /// Returns the stuck messages that zenoh has invalidated, because no process confirmed them.
    #[cfg(not(zenoh_1_10))]
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
        let Some(kept) = self.take(index) else { return };
        #[cfg(not(zenoh_1_10))]
        if kept.origin.restored
            && let Some(entry) = kept.entry()
        {
            let since = Instant::now();
            self.unwatched.push(UnwatchedMessage { entry, since });
        }
        drop(kept);
        *count(&mut self.given_up) += 1;
    }
}

#[cfg(test)]
mod tests;
