//! The layout of a ring in shared memory, in 64-bit words, and access to them. `ring_writer` and `ring_reader` have the
//! protocol.
//!
//! Every position of the ring has an entry with one sample: the place of its bytes in a pool, the slot with its bytes, or
//! the mark that it goes through zenoh. An entry is one cache line, because the reader waits for most of its time for lines
//! that the writer has changed. A sample has its slot also if its bytes are in a pool: the reader frees the slot when the
//! bytes are no longer used.

/// The place of a sample in a pool.
pub(crate) use crate::shm::BufferAddress as Place;
use crate::shm::sealed::SealedMemory;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The first word: the kind of the file, and the version of the layout.
pub(super) const MAGIC: u64 = u64::from_le_bytes(*b"ros-z\0L3");

/// The number of words in a cache line.
const LINE: usize = 8;

/// The words of the header. Words that different sides write, and words that are written often, have their own lines.
pub(super) const MAGIC_WORD: usize = 0;
pub(super) const NONCE: usize = 1;
pub(super) const ENTRIES: usize = 2;
pub(super) const SLOTS: usize = 3;
/// The number of the first sample of the lane; 0 before it.
pub(super) const START: usize = LINE;
/// The number of the first sample after the lane; 0 while it is open.
pub(super) const END: usize = LINE + 1;
/// The number of samples that the writer took back.
pub(super) const DROPPED: usize = LINE + 2;
/// The position of the oldest entry. The reader increments it when it takes an entry, the writer when it takes one back.
pub(super) const HEAD: usize = 2 * LINE;
/// Not 0 once the reader wants no more entries: [`STOPPED`] or [`LEFT`].
pub(super) const DONE: usize = 3 * LINE;
const HEADER: usize = 4 * LINE;

/// The reader still takes the entries that are there.
pub(super) const STOPPED: u64 = 1;
/// The reader takes nothing.
pub(super) const LEFT: u64 = 2;

/// The words of an entry. This one is written last: the position after the entry. It shows that the entry is there.
pub(super) const NEXT: usize = 0;
/// The slot, or the number of a sample that goes through zenoh, with [`VIA_ZENOH`].
pub(super) const SLOT: usize = 1;
pub(super) const NUMBER: usize = 2;
pub(super) const TIME: usize = 3;
/// The length in bytes, and [`IN_POOL`].
pub(super) const LEN: usize = 4;
/// Segment and position in it.
pub(super) const PLACE: usize = 5;
/// The buffer in zenoh's table: generation, table and index.
pub(super) const BUFFER: usize = 6;

/// The bit of an entry without a slot: the sample of the number in the other bits goes through zenoh.
pub(super) const VIA_ZENOH: u64 = 1 << 63;

/// The words of a slot: [`FREE`] or [`USED`], and the bytes.
pub(super) const STATE: usize = 0;
pub(super) const BYTES: usize = LINE;

/// The bit of the length of a sample that is in a pool.
pub(super) const IN_POOL: u64 = 1 << 63;

pub(super) const FREE: u64 = 0;
pub(super) const USED: u64 = 1;

/// The maximum length of a sample whose bytes are in the slot.
pub(crate) const MAX_INLINE: usize = 4096 + 64;

/// The number of words of a slot.
const SLOT_LEN: usize = BYTES + MAX_INLINE / 8;

/// The maximum number of entries of a ring.
pub(super) const MAX_ENTRIES: usize = 2048;

/// The maximum number of slots of a ring.
pub(super) const MAX_SLOTS: usize = 2048;

/// The maximum length of the file of a ring.
pub(super) const MAX_BYTES: usize = 8 * words(MAX_ENTRIES, MAX_SLOTS) + 64;

/// Returns the number of words of a ring.
pub(super) const fn words(entries: usize, slots: usize) -> usize {
    HEADER + entries * LINE + slots * SLOT_LEN
}

/// Words in shared memory.
pub(super) trait Words {
    fn count(&self) -> usize;
    fn load(&self, word: usize, order: Ordering) -> u64;
    fn store(&self, word: usize, value: u64, order: Ordering);
    /// Replaces `old` by `new`, and returns whether the word was `old`.
    fn replace(&self, word: usize, old: u64, new: u64) -> bool;
}

impl Words for Arc<SealedMemory> {
    fn count(&self) -> usize {
        self.words().len()
    }

    #[inline]
    fn load(&self, word: usize, order: Ordering) -> u64 {
        self.words()[word].load(order)
    }

    #[inline]
    fn store(&self, word: usize, value: u64, order: Ordering) {
        self.words()[word].store(value, order);
    }

    #[inline]
    fn replace(&self, word: usize, old: u64, new: u64) -> bool {
        let answer = self.words()[word].compare_exchange(old, new, Ordering::SeqCst, Ordering::SeqCst);
        answer.is_ok()
    }
}

/// The size of a ring. All positions that it returns are inside of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) entries: usize,
    pub(super) slots: usize,
}

impl Shape {
    /// Returns the shape of the ring in `words`; `None` if they are not a ring with this nonce.
    pub(super) fn of(words: &impl Words, nonce: u64) -> Option<Self> {
        if words.count() < HEADER {
            return None;
        }
        let load = |word| words.load(word, Ordering::Acquire);
        let shape = Self {
            entries: usize::try_from(load(ENTRIES)).ok()?,
            slots: usize::try_from(load(SLOTS)).ok()?,
        };
        let is_ring = load(MAGIC_WORD) == MAGIC && load(NONCE) == nonce;
        let is_sized = shape.entries.is_power_of_two()
            && shape.entries <= MAX_ENTRIES
            && (1..=MAX_SLOTS).contains(&shape.slots)
            && self::words(shape.entries, shape.slots) <= words.count();
        (is_ring && is_sized).then_some(shape)
    }

    /// Returns the first word of the entry at a position.
    #[inline]
    pub(super) fn entry(self, position: u64) -> usize {
        HEADER + (position as usize & (self.entries - 1)) * LINE
    }

    /// Returns the first word of a slot, which must be below `slots`.
    #[inline]
    pub(super) fn slot(self, slot: u32) -> usize {
        HEADER + self.entries * LINE + slot as usize * SLOT_LEN
    }
}
