//! The publisher's end of a ring. It trusts no word that the other end may have written: its own memory records which
//! sample is in which slot.

use super::layout::{
    BUFFER, BYTES, DONE, DROPPED, END, ENTRIES, FREE, HEAD, IN_POOL, LEFT, LEN, MAGIC, MAGIC_WORD,
    MAX_INLINE, NEXT, NONCE, NUMBER, PLACE, Place, SLOT, SLOTS, START, STATE, Shape, TIME, USED, VIA_ZENOH,
    Words,
};
use std::collections::VecDeque;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};

/// The maximum number of queued samples that are known to be released, before the position of the reader is read.
const MAX_RELEASED: usize = 8;

/// The other end has written a value that is not valid: the lane cannot be used any more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Corrupt;

/// The bytes of a sample.
pub(super) enum Content<'a> {
    Inline(&'a [u8]),
    InPool(Place),
}

/// The writing end. `K` keeps the memory of a sample alive until its slot is free.
pub(super) struct RingWriter<W, K> {
    words: W,
    shape: Shape,
    /// The maximum number of entries that wait for the reader.
    depth: usize,
    tail: u64,
    /// The number of entries that were taken back.
    dropped: u64,
    /// The slots of the entries that wait for the reader, as far as is known; `None` for those without one, and for those
    /// that are released.
    queued: VecDeque<Option<u32>>,
    /// The number of the first ones among them that are `None`.
    released: usize,
    /// The slots whose entries the reader has taken.
    taken: Vec<u32>,
    free: Vec<u32>,
    kept: Vec<Option<K>>,
    /// The values that were kept for slots that are free now, if they are to be [returned](Self::returned).
    returned: Option<Vec<K>>,
}

impl<W: Words, K> RingWriter<W, K> {
    /// Lays out a ring in words that are 0.
    pub(super) fn new(words: W, shape: Shape, depth: usize, nonce: u64) -> Self {
        words.store(NONCE, nonce, Relaxed);
        words.store(ENTRIES, shape.entries as u64, Relaxed);
        words.store(SLOTS, shape.slots as u64, Relaxed);
        words.store(MAGIC_WORD, MAGIC, Release);
        Self {
            words,
            shape,
            depth: depth.clamp(1, shape.entries),
            tail: 0,
            dropped: 0,
            queued: VecDeque::with_capacity(shape.entries),
            released: 0,
            taken: Vec::with_capacity(shape.slots),
            // The first slot is used first.
            free: (0..shape.slots as u32).rev().collect(),
            kept: std::iter::repeat_with(|| None).take(shape.slots).collect(),
            returned: None,
        }
    }

    /// Returns the values that were kept for slots that are free now, until they are removed. Before the first call, they are
    /// dropped.
    pub(super) fn returned(&mut self) -> &mut Vec<K> {
        self.returned.get_or_insert_default()
    }

    /// Replaces the value that is kept for each slot that is not free.
    pub(super) fn replace_kept(&mut self, replace: impl Fn(K) -> Option<K>) {
        for kept in self.kept.iter_mut().filter(|kept| kept.is_some()) {
            *kept = kept.take().and_then(&replace);
        }
    }

    /// Starts the lane with the sample of this number.
    pub(super) fn start(&self, number: i64) {
        self.words.store(START, number as u64, Release);
    }

    /// Ends the lane before the sample of this number.
    pub(super) fn end(&self, number: i64) {
        self.words.store(END, number as u64, SeqCst);
    }

    /// Returns whether the reader wants no more entries.
    pub(super) fn is_done(&self) -> bool {
        self.words.load(DONE, Acquire) != 0
    }

    /// Returns whether the reader takes nothing.
    pub(super) fn has_left(&self) -> bool {
        self.words.load(DONE, Acquire) == LEFT
    }

    /// Releases what the reader has released.
    pub(super) fn sweep(&mut self) -> Result<(), Corrupt> {
        let head = self.words.load(HEAD, SeqCst);
        let waiting = self.tail.wrapping_sub(head);
        if waiting > self.queued.len() as u64 {
            return Err(Corrupt);
        }
        while self.queued.len() as u64 > waiting {
            let slot = self.pop_queued();
            self.taken.extend(slot);
        }
        for at in (0..self.taken.len()).rev() {
            let slot = self.taken[at];
            if self.is_free(slot) {
                self.taken.swap_remove(at);
                self.release(slot);
            }
        }
        Ok(())
    }

    /// Returns whether a slot is free for the writer.
    fn is_free(&self, slot: u32) -> bool {
        self.words.load(self.shape.slot(slot) + STATE, Acquire) == FREE
    }

    /// Releases what is kept for a slot, and uses the slot again.
    fn release(&mut self, slot: u32) {
        let kept = self.kept[slot as usize].take();
        if let (Some(kept), Some(returned)) = (kept, &mut self.returned) {
            returned.push(kept);
        }
        self.free.push(slot);
    }

    /// Removes the oldest queued entry, and returns its slot.
    fn pop_queued(&mut self) -> Option<u32> {
        self.released = self.released.saturating_sub(1);
        self.queued.pop_front().flatten()
    }

    /// As [`sweep`](Self::sweep), but reads as little as possible of what the reader writes: each line takes as long as the
    /// rest of sending a sample.
    pub(super) fn sweep_quickly(&mut self) -> Result<(), Corrupt> {
        if !self.taken.is_empty() {
            return self.sweep();
        }
        while let Some(queued) = self.queued.get(self.released) {
            if let Some(slot) = *queued {
                // Its entry was taken before.
                if !self.is_free(slot) {
                    return Ok(());
                }
                self.queued[self.released] = None;
                self.release(slot);
            }
            self.released += 1;
            if self.released > MAX_RELEASED {
                return self.sweep();
            }
        }
        Ok(())
    }

    /// Returns whether one more entry fits, as far as is known.
    pub(super) fn has_known_room(&self) -> bool {
        self.queued.len() < self.depth && !self.free.is_empty()
    }

    /// Returns whether entries wait for the reader, as far as is known.
    pub(super) fn has_queued(&self) -> bool {
        !self.queued.is_empty()
    }

    /// Returns whether the reader has released everything.
    pub(super) fn is_empty(&self) -> bool {
        self.queued.is_empty() && self.taken.is_empty()
    }

    /// Returns whether one more entry fits. Sweeps.
    pub(super) fn has_room(&mut self) -> Result<bool, Corrupt> {
        self.sweep()?;
        Ok(self.queued.len() < self.depth)
    }

    /// Takes the oldest entry back, unless the reader has taken it. In both cases, one entry less waits.
    pub(super) fn take_back(&mut self) -> Result<(), Corrupt> {
        let waiting = self.queued.len();
        if waiting == 0 {
            return self.sweep();
        }
        // Counted before: a reader that takes the next entry sees the count.
        self.words.store(DROPPED, self.dropped + 1, Relaxed);
        let head = self.tail - waiting as u64;
        if self.words.replace(HEAD, head, head + 1) {
            self.dropped += 1;
            if let Some(slot) = self.pop_queued() {
                self.words.store(self.shape.slot(slot) + STATE, FREE, Relaxed);
                self.release(slot);
            }
        } else {
            self.words.store(DROPPED, self.dropped, Relaxed);
        }
        self.sweep()?;
        // The reader never puts an entry back.
        if self.queued.len() < waiting {
            Ok(())
        } else {
            Err(Corrupt)
        }
    }

    /// Adds a sample, for which there must be [room](Self::has_room). Returns `false`, and adds an entry that the sample
    /// goes through zenoh, if `content` is `None`, or if there is no free slot.
    pub(super) fn push(&mut self, number: i64, time: i64, content: Option<(Content<'_>, Option<K>)>) -> bool {
        let slot = content.and_then(|content| Some((self.free.pop()?, content)));
        let at = self.shape.entry(self.tail);
        let entry = match slot {
            Some((slot, (content, kept))) => {
                self.write(at, slot, number, time, &content);
                self.kept[slot as usize] = kept;
                self.queued.push_back(Some(slot));
                u64::from(slot)
            }
            None => {
                self.queued.push_back(None);
                number as u64 | VIA_ZENOH
            }
        };
        self.tail += 1;
        self.words.store(at + SLOT, entry, Relaxed);
        self.words.store(at + NEXT, self.tail, SeqCst);
        entry & VIA_ZENOH == 0
    }

    /// Writes the entry from the word `at`, except for the words that are written last.
    fn write(&self, at: usize, slot: u32, number: i64, time: i64, content: &Content<'_>) {
        let (words, in_slot) = (&self.words, self.shape.slot(slot));
        words.store(at + NUMBER, number as u64, Relaxed);
        words.store(at + TIME, time as u64, Relaxed);
        match content {
            Content::Inline(bytes) => {
                let bytes = &bytes[..bytes.len().min(MAX_INLINE)];
                words.store(at + LEN, bytes.len() as u64, Relaxed);
                for (word, chunk) in (in_slot + BYTES..).zip(bytes.chunks(8)) {
                    let mut padded = [0; 8];
                    padded[..chunk.len()].copy_from_slice(chunk);
                    words.store(word, u64::from_le_bytes(padded), Relaxed);
                }
            }
            Content::InPool(place) => {
                let buffer =
                    u64::from(place.generation) | u64::from(place.table) << 32 | u64::from(place.index) << 48;
                words.store(at + LEN, place.len as u64 | IN_POOL, Relaxed);
                let start = u64::from(place.segment) | u64::from(place.chunk) << 32;
                words.store(at + PLACE, start, Relaxed);
                words.store(at + BUFFER, buffer, Relaxed);
            }
        }
        words.store(in_slot + STATE, USED, Relaxed);
    }

    /// Releases everything, for a reader that is dead, and returns what was kept for it.
    pub(super) fn release_all(&mut self) -> Vec<K> {
        self.queued.clear();
        self.released = 0;
        self.taken.clear();
        self.kept.iter_mut().filter_map(Option::take).collect()
    }
}
