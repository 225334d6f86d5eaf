//! The words of a ring as loom schedules them, for an end that may die, and the memory of the samples.

use crate::lane::layout::{BUFFER, BYTES, LEN, PLACE, Place, Shape, TIME, Words, words};
use crate::lane::ring_reader::{RingReader, Taken, TakenContent};
use crate::lane::ring_writer::{Content, RingWriter};
use loom::cell::UnsafeCell;
use loom::sync::atomic::AtomicU64;
use std::sync::Arc;
use std::sync::atomic::Ordering::{self, Relaxed, SeqCst};
use std::sync::atomic::{self, AtomicBool, AtomicUsize};

const NONCE: u64 = 1;

/// The words of the bytes that a slot has here.
const INLINE_WORDS: usize = 2;

/// The length of a sample in a slot.
pub(super) const INLINE: usize = 8 * INLINE_WORDS - 1;

/// The words as one end accesses them. Only those that the protocol uses exist, because loom follows each.
#[derive(Clone)]
pub(super) struct ModelWords {
    words: Arc<Vec<Word>>,
    life: Arc<Life>,
}

enum Word {
    Unused,
    Followed(AtomicU64),
    /// One of the words of an entry that are read together with the number of the sample, which is followed: with all of
    /// them, there would be too many interleavings.
    Alike(atomic::AtomicU64),
}

/// The number of accesses until the process of an end dies. Further ones have no effect: no other process sees them.
struct Life {
    left: AtomicUsize,
    has_died: AtomicBool,
    /// The number of successful replacements.
    replaced: AtomicUsize,
}

impl Life {
    fn new(left: usize) -> Arc<Self> {
        Arc::new(Self {
            left: AtomicUsize::new(left),
            has_died: AtomicBool::new(false),
            replaced: AtomicUsize::new(0),
        })
    }
}

impl ModelWords {
    fn new(shape: Shape) -> Self {
        let count = words(shape.entries, shape.slots);
        let is_used = |word: usize| {
            let mut slots = (0..shape.slots as u32).map(|slot| shape.slot(slot));
            word < shape.slot(0) || slots.any(|start| (start..start + BYTES + INLINE_WORDS).contains(&word))
        };
        // loom keeps the order of `SeqCst` accesses only from the first `SeqCst` store on.
        let zero = || {
            let word = AtomicU64::new(0);
            word.store(0, SeqCst);
            word
        };
        let is_alike = |word: usize| {
            let mut entries = (0..shape.entries as u64).map(|position| shape.entry(position));
            entries.any(|start| {
                [TIME, LEN, PLACE, BUFFER]
                    .map(|of_entry| start + of_entry)
                    .contains(&word)
            })
        };
        let word = |word| match (is_used(word), is_alike(word)) {
            (false, _) => Word::Unused,
            (_, false) => Word::Followed(zero()),
            (_, true) => Word::Alike(atomic::AtomicU64::new(0)),
        };
        Self {
            words: Arc::new((0..count).map(word).collect()),
            life: Life::new(usize::MAX),
        }
    }

    fn with_life(&self, left: usize) -> Self {
        Self {
            words: self.words.clone(),
            life: Life::new(left),
        }
    }

    /// Takes one step. Returns `false` if the process is dead.
    pub(super) fn step(&self) -> bool {
        let left = self.life.left.load(Relaxed);
        match left.checked_sub(1) {
            Some(left) => self.life.left.store(left, Relaxed),
            None => self.life.has_died.store(true, Relaxed),
        }
        left > 0
    }

    /// Returns whether the process has failed to take a step.
    pub(super) fn has_died(&self) -> bool {
        self.life.has_died.load(Relaxed)
    }

    /// Returns the number of replacements that this end has made.
    pub(super) fn replaced(&self) -> usize {
        self.life.replaced.load(Relaxed)
    }

    fn word(&self, word: usize) -> &Word {
        &self.words[word]
    }
}

impl Words for ModelWords {
    fn count(&self) -> usize {
        self.words.len()
    }

    fn load(&self, word: usize, order: Ordering) -> u64 {
        match self.word(word) {
            _ if !self.step() => 0,
            Word::Followed(word) => word.load(order),
            Word::Alike(word) => word.load(order),
            Word::Unused => panic!("the protocol does not use word {word}"),
        }
    }

    fn store(&self, word: usize, value: u64, order: Ordering) {
        match self.word(word) {
            _ if !self.step() => {}
            Word::Followed(word) => word.store(value, order),
            Word::Alike(word) => word.store(value, order),
            Word::Unused => panic!("the protocol does not use word {word}"),
        }
    }

    fn replace(&self, word: usize, old: u64, new: u64) -> bool {
        let is_replaced = self.step()
            && match self.word(word) {
                Word::Followed(word) => word.compare_exchange(old, new, SeqCst, SeqCst).is_ok(),
                Word::Alike(_) | Word::Unused => panic!("the protocol does not replace word {word}"),
            };
        self.life.replaced.fetch_add(usize::from(is_replaced), Relaxed);
        is_replaced
    }
}

/// The memory of a sample. The publisher reuses it when the ring no longer keeps it: loom reports if the subscriber may
/// still read it then.
pub(super) struct Memory {
    cell: Arc<UnsafeCell<i64>>,
    owner: ModelWords,
}

impl Drop for Memory {
    fn drop(&mut self) {
        if !self.owner.has_died() {
            // Nothing is accessed: loom checks that it could be.
            self.cell.with_mut(|_| ());
        }
    }
}

pub(super) type Writer = RingWriter<ModelWords, Memory>;
pub(super) type Reader = RingReader<ModelWords>;

/// A ring, and the memory of the samples 1, 2, ….
#[derive(Clone)]
pub(super) struct Model {
    shape: Shape,
    words: ModelWords,
    memory: Vec<Arc<UnsafeCell<i64>>>,
}

impl Model {
    #[expect(
        clippy::arc_with_non_send_sync,
        reason = "loom checks the accesses to its cells"
    )]
    pub(super) fn new(entries: usize, slots: usize, samples: i64) -> Self {
        let shape = Shape { entries, slots };
        Self {
            shape,
            words: ModelWords::new(shape),
            memory: (1..=samples)
                .map(|number| Arc::new(UnsafeCell::new(number)))
                .collect(),
        }
    }

    /// Returns a writer that dies after `life` steps, and its words. It has laid out the ring before.
    pub(super) fn mortal_writer(&self, depth: usize, life: usize) -> (Writer, ModelWords) {
        let words = self.words.with_life(usize::MAX);
        let writer = RingWriter::new(words.clone(), self.shape, depth, NONCE);
        words.life.left.store(life, Relaxed);
        (writer, words)
    }

    /// Returns a reader that dies after `life` steps, and its words. It has opened the ring before.
    pub(super) fn mortal_reader(&self, life: usize) -> (Reader, ModelWords) {
        let words = self.words.with_life(usize::MAX);
        let reader = RingReader::new(words.clone(), NONCE).expect("it is a ring");
        words.life.left.store(life, Relaxed);
        (reader, words)
    }

    fn cell(&self, number: i64) -> &Arc<UnsafeCell<i64>> {
        &self.memory[number as usize - 1]
    }

    /// Writes the memory of a sample, and sends it. `owner` is the words of the writer.
    pub(super) fn push(&self, writer: &mut Writer, owner: &ModelWords, number: i64) -> bool {
        let cell = self.cell(number).clone();
        if owner.step() {
            cell.with_mut(|_| ());
        }
        let kept = Memory {
            cell,
            owner: owner.clone(),
        };
        writer.push(
            number,
            -number,
            Some((Content::InPool(place(number)), Some(kept))),
        )
    }

    /// Checks a sample that was taken, and reads its memory. Returns its number, and its slot if it has one.
    pub(super) fn read(&self, taken: Taken) -> (i64, Option<u32>) {
        match taken {
            Taken::Sample {
                number,
                time,
                content: TakenContent::InPool { slot, place: found },
            } => {
                assert_eq!((time, found), (-number, place(number)), "it is of one sample");
                self.cell(number).with(|_| ());
                (number, Some(slot))
            }
            Taken::ViaZenoh(number) => (number, None),
            other => panic!("unexpected: {other:?}"),
        }
    }

    /// Takes at most `attempts` samples, reads and frees each, and returns their numbers.
    pub(super) fn take(&self, reader: &Reader, attempts: usize) -> Vec<i64> {
        let mut numbers = Vec::new();
        for _ in 0..attempts {
            let Some(taken) = reader.take().expect("the ring is sound") else {
                loom::thread::yield_now();
                continue;
            };
            let (number, slot) = self.read(taken);
            slot.into_iter().for_each(|slot| reader.free(slot));
            numbers.push(number);
        }
        numbers
    }

    /// Returns whether the ring keeps no memory.
    pub(super) fn is_released(&self) -> bool {
        self.memory.iter().all(|cell| Arc::strong_count(cell) == 1)
    }
}

/// The descriptor of a sample: each part has its number.
fn place(number: i64) -> Place {
    Place {
        segment: number as u32,
        chunk: number as u32,
        len: number as usize,
        table: number as u16,
        index: number as u16,
        generation: number as u32,
    }
}
