//! An attack on both ends of a ring by a process that also maps its memory, for the tests and a fuzz target. The attack
//! changes words before any access of an end. An end must not panic, must not read or write outside of the ring, must
//! end each operation, and must release the memory of every sample.

use super::layout::{
    BUFFER, BYTES, DONE, DROPPED, END, ENTRIES, HEAD, IN_POOL, LEN, MAX_INLINE, NEXT, NONCE, NUMBER, PLACE,
    Place, SLOT, SLOTS, START, STATE, Shape, TIME, VIA_ZENOH, Words, words,
};
use super::ring_reader::{RingReader, Taken, TakenContent};
use super::ring_writer::{Content, RingWriter};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

const SHAPE: Shape = Shape { entries: 4, slots: 4 };
const RIGHT_NONCE: u64 = 77;

/// The maximum number of accesses in one operation: more than an end needs in a ring of this shape.
const MAX_ACCESSES: usize = 10_000;

/// Values at the limits of what a word may be.
const VALUES: [u64; 14] = [
    0,
    1,
    2,
    3,
    4,
    5,
    u64::MAX,
    u64::MAX - 1,
    VIA_ZENOH,
    VIA_ZENOH | 5,
    IN_POOL,
    IN_POOL | 9,
    1 << 32,
    1 << 62,
];

/// Words that another process changes. The bytes of a script select the changes.
#[derive(Clone)]
struct Attacked(Rc<Memory>);

struct Memory {
    words: Vec<Cell<u64>>,
    /// The words that the protocol reads.
    targets: Vec<usize>,
    script: RefCell<VecDeque<u8>>,
    /// The accesses of the current operation.
    accesses: Cell<usize>,
}

impl Attacked {
    fn new(script: &[u8]) -> Self {
        let mut targets = vec![START, END, DROPPED, HEAD, DONE, NONCE, ENTRIES, SLOTS];
        for position in 0..SHAPE.entries as u64 {
            let words = [NEXT, SLOT, NUMBER, TIME, LEN, PLACE, BUFFER];
            targets.extend(words.map(|word| SHAPE.entry(position) + word));
        }
        for slot in 0..SHAPE.slots as u32 {
            targets.extend([STATE, BYTES].map(|word| SHAPE.slot(slot) + word));
        }
        let count = words(SHAPE.entries, SHAPE.slots);
        Self(Rc::new(Memory {
            words: vec![Cell::new(0); count],
            targets,
            script: RefCell::default(),
            accesses: Cell::new(0),
        }))
        .with_script(script)
    }

    fn with_script(self, script: &[u8]) -> Self {
        *self.0.script.borrow_mut() = script.iter().copied().collect();
        self
    }

    fn next(&self) -> Option<u8> {
        self.0.script.borrow_mut().pop_front()
    }

    fn next_or_zero(&self) -> u8 {
        self.next().unwrap_or(0)
    }

    /// Writes a value at a limit, or one near to the position of the reader or to that of an entry.
    fn change(&self, word: usize) {
        let value = self.next_or_zero();
        let near = |word: usize, distance: u8| {
            let value = self.0.words[word].get();
            value.wrapping_add(u64::from(distance)).wrapping_sub(4)
        };
        self.0.words[word].set(match value {
            0..64 => VALUES[usize::from(value) % VALUES.len()],
            64..80 => near(HEAD, value - 64),
            80..96 => near(SHAPE.entry(0) + NEXT, value - 80),
            _ => u64::from(value),
        });
    }

    /// Returns a word, which the attack may have changed since the last access.
    fn access(&self, word: usize) -> &Cell<u64> {
        let accesses = self.0.accesses.get() + 1;
        self.0.accesses.set(accesses);
        assert!(accesses <= MAX_ACCESSES, "an operation has no end");
        match self.next_or_zero() {
            200..=255 => self.change(word),
            150..200 => {
                let target = usize::from(self.next_or_zero()) % self.0.targets.len();
                self.change(self.0.targets[target]);
            }
            _ => {}
        }
        &self.0.words[word]
    }
}

impl Words for Attacked {
    fn count(&self) -> usize {
        self.0.words.len()
    }

    fn load(&self, word: usize, _: Ordering) -> u64 {
        self.access(word).get()
    }

    fn store(&self, word: usize, value: u64, _: Ordering) {
        self.access(word).set(value);
    }

    fn replace(&self, word: usize, old: u64, new: u64) -> bool {
        let word = self.access(word);
        let is_old = word.get() == old;
        if is_old {
            word.set(new);
        }
        is_old
    }
}

/// Runs the operations and changes that `script` describes.
#[allow(missing_docs, reason = "not public API")]
pub fn attack(script: &[u8]) {
    let memory = Attacked::new(&[]);
    let mut writer = RingWriter::new(memory.clone(), SHAPE, 3, RIGHT_NONCE);
    let Some(reader) = RingReader::new(memory.clone(), RIGHT_NONCE) else {
        unreachable!("it is a ring")
    };
    let memory = memory.with_script(script);
    let kept = Arc::new(());
    let place = Place {
        segment: 1,
        chunk: 2,
        len: 3,
        table: 4,
        index: 5,
        generation: 6,
    };
    let mut number = 0;
    while let Some(operation) = memory.next() {
        memory.0.accesses.set(0);
        number += 1;
        match operation % 8 {
            0 | 1 => take(&reader),
            2 => {
                assert!(reader.len() <= SHAPE.entries);
                reader.expects_through_zenoh(i64::from(memory.next_or_zero()));
                reader.free(u32::from(memory.next_or_zero()));
                let _ = reader.is_empty();
                let counts = [reader.dropped(), reader.dropped()];
                assert!(counts.iter().sum::<u64>() < u64::MAX, "counts can be added");
                let limits = [reader.start(), reader.end()];
                assert!(limits.into_iter().flatten().all(|number| number > 0));
            }
            3 => {
                if let Some(other) = RingReader::new(memory.clone(), RIGHT_NONCE) {
                    take(&other);
                }
            }
            4 | 5 => {
                let is_quick = operation >= 128 && writer.sweep_quickly().is_ok() && writer.has_known_room();
                if is_quick || writer.has_room() == Ok(true) {
                    let bytes = [1; 100];
                    let (content, memory) = match operation % 2 {
                        0 => (Content::InPool(place), Some(kept.clone())),
                        _ => (Content::Inline(&bytes), None),
                    };
                    writer.push(number, 0, Some((content, memory)));
                }
            }
            6 => {
                // Ends, whatever the other process does.
                while writer.has_queued() && writer.take_back().is_ok() {}
            }
            _ => {
                let _ = (writer.sweep(), writer.is_done(), writer.has_left());
                if operation == u8::MAX {
                    reader.leave();
                }
            }
        }
        assert!(Arc::strong_count(&kept) <= 1 + SHAPE.slots);
    }
    memory.0.accesses.set(0);
    reader.leave();
    writer.release_all();
    assert_eq!(Arc::strong_count(&kept), 1);
}

fn take(reader: &RingReader<Attacked>) {
    if let Ok(Some(Taken::Sample { content, .. })) = reader.take() {
        match content {
            TakenContent::InPool { slot, .. } => {
                assert!((slot as usize) < SHAPE.slots);
                reader.free(slot);
            }
            TakenContent::Inline(bytes) => assert!(bytes.len() <= MAX_INLINE),
        }
    }
}
