//! The subscriber's end of a ring. It reads every word once, and checks it before it uses it.

use super::layout::{
    BUFFER, BYTES, DONE, DROPPED, END, FREE, HEAD, IN_POOL, LEFT, LEN, MAX_INLINE, NEXT, NUMBER, PLACE,
    Place, SLOT, START, STATE, STOPPED, Shape, TIME, VIA_ZENOH, Words,
};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};

/// The number of attempts to take an entry while a fast writer takes each one back.
const ATTEMPTS: usize = 100;

/// More samples than a writer can take back, and few enough that the counts of several lanes can be added.
const MAX_DROPPED: u64 = 1 << 48;

/// The reading end.
pub(super) struct RingReader<W> {
    words: W,
    shape: Shape,
}

/// An entry that was taken from the ring.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Sample {
        number: i64,
        time: i64,
        content: TakenContent,
    },
    /// The sample of this number arrives through zenoh.
    ViaZenoh(i64),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum TakenContent {
    /// A copy of the bytes; the slot is free again.
    Inline(Vec<u8>),
    /// The bytes are in a pool. The slot must be [freed](RingReader::free) when they are no longer used.
    InPool { slot: u32, place: Place },
}

/// The writer has taken the oldest entry back, and written another one, while its position was read.
#[derive(Debug, PartialEq, Eq)]
struct Moved;

/// The publisher has written a value that is not valid.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Corrupt;

impl<W: Words> RingReader<W> {
    /// Returns the reader of the ring in `words`; `None` if they are not a ring with this nonce.
    pub(super) fn new(words: W, nonce: u64) -> Option<Self> {
        let shape = Shape::of(&words, nonce)?;
        Some(Self { words, shape })
    }

    fn positive(&self, word: usize) -> Option<i64> {
        i64::try_from(self.words.load(word, SeqCst))
            .ok()
            .filter(|number| *number > 0)
    }

    /// Returns the number of the first sample of the lane, once it has started.
    pub(super) fn start(&self) -> Option<i64> {
        self.positive(START)
    }

    /// Returns the number of the first sample after the lane, once it has ended.
    pub(super) fn end(&self) -> Option<i64> {
        self.positive(END)
    }

    /// Returns the number of samples that the writer took back.
    pub(super) fn dropped(&self) -> u64 {
        self.words.load(DROPPED, Acquire).min(MAX_DROPPED)
    }

    /// Returns the number of entries that wait.
    pub(super) fn len(&self) -> usize {
        self.waiting().count()
    }

    /// Returns whether no entry waits.
    pub(super) fn is_empty(&self) -> bool {
        let known = (0..ATTEMPTS).find_map(|_| self.head().ok());
        known.flatten().is_none()
    }

    /// Returns the position of the oldest entry; `None` if there is none.
    fn head(&self) -> Result<Option<u64>, Moved> {
        let head = self.words.load(HEAD, SeqCst);
        if self.has_entry(head) {
            Ok(Some(head))
        } else if self.words.load(HEAD, SeqCst) == head {
            Ok(None)
        } else {
            Err(Moved)
        }
    }

    /// Returns whether the entry at this position is there.
    fn has_entry(&self, position: u64) -> bool {
        self.words.load(self.shape.entry(position) + NEXT, SeqCst) == position.wrapping_add(1)
    }

    /// Returns the first word of each entry that waits.
    fn waiting(&self) -> impl Iterator<Item = usize> + '_ {
        let head = self.words.load(HEAD, SeqCst);
        let entry = move |nth| {
            let position = head.wrapping_add(nth);
            if self.has_entry(position) {
                return Some(Some(self.shape.entry(position)));
            }
            // The writer may have taken it back and written another one, and the following ones are still there.
            (self.words.load(HEAD, SeqCst) != head).then_some(None)
        };
        (0..self.shape.entries as u64).map_while(entry).flatten()
    }

    /// Takes the oldest entry, unless the writer is faster many times.
    pub(super) fn take(&self) -> Result<Option<Taken>, Corrupt> {
        for _ in 0..ATTEMPTS {
            let head = match self.head() {
                Ok(Some(head)) => head,
                Ok(None) => return Ok(None),
                Err(Moved) => continue,
            };
            let (at, next) = (self.shape.entry(head), head.wrapping_add(1));
            let entry =
                [SLOT, NUMBER, TIME, LEN, PLACE, BUFFER].map(|word| self.words.load(at + word, Relaxed));
            // If the writer has changed the entry meanwhile, it has taken this one back before.
            if self.words.replace(HEAD, head, next) {
                return self.read(entry).map(Some);
            }
        }
        // The writer has taken each of these entries back, and rings the bell after the next one.
        Ok(None)
    }

    fn read(&self, [slot, number, time, len, place, buffer]: [u64; 6]) -> Result<Taken, Corrupt> {
        if slot & VIA_ZENOH != 0 {
            return Ok(Taken::ViaZenoh((slot & !VIA_ZENOH) as i64));
        }
        let slot = match u32::try_from(slot) {
            Ok(slot) if (slot as usize) < self.shape.slots => slot,
            _ => return Err(Corrupt),
        };
        let bytes = usize::try_from(len & !IN_POOL).map_err(|_| Corrupt)?;
        let content = if len & IN_POOL != 0 {
            TakenContent::InPool {
                slot,
                place: Place {
                    segment: place as u32,
                    chunk: (place >> 32) as u32,
                    len: bytes,
                    generation: buffer as u32,
                    table: (buffer >> 32) as u16,
                    index: (buffer >> 48) as u16,
                },
            }
        } else {
            if bytes > MAX_INLINE {
                return Err(Corrupt);
            }
            let (words, at) = (&self.words, self.shape.slot(slot));
            let mut copy = Vec::with_capacity(bytes.next_multiple_of(8));
            for word in at + BYTES..at + BYTES + bytes.div_ceil(8) {
                copy.extend_from_slice(&words.load(word, Relaxed).to_le_bytes());
            }
            copy.truncate(bytes);
            self.free(slot);
            TakenContent::Inline(copy)
        };
        Ok(Taken::Sample {
            number: number as i64,
            time: time as i64,
            content,
        })
    }

    /// Frees a slot.
    pub(super) fn free(&self, slot: u32) {
        if (slot as usize) < self.shape.slots {
            self.words.store(self.shape.slot(slot) + STATE, FREE, Release);
        }
    }

    /// Returns whether the ring has an entry that the sample of this number goes through zenoh.
    pub(super) fn expects_through_zenoh(&self, number: i64) -> bool {
        let expected = number as u64 | VIA_ZENOH;
        self.waiting()
            .any(|at| self.words.load(at + SLOT, Relaxed) == expected)
    }

    /// Records for the writer that no more entries are taken, except those that are here.
    pub(super) fn stop(&self) {
        self.words.store(DONE, STOPPED, SeqCst);
    }

    /// Frees all entries that wait, and records for the writer that no more are taken.
    pub(super) fn leave(&self) {
        self.words.store(DONE, LEFT, SeqCst);
        // The writer adds no more than one entry to those that are here, and takes back what is left.
        for _ in 0..=self.shape.entries {
            let Ok(Some(taken)) = self.take() else { return };
            if let Taken::Sample {
                content: TakenContent::InPool { slot, .. },
                ..
            } = taken
            {
                self.free(slot);
            }
        }
    }
}

impl<W: Words + Clone> Clone for RingReader<W> {
    fn clone(&self) -> Self {
        Self {
            words: self.words.clone(),
            shape: self.shape,
        }
    }
}
