//! A model of the ring's protocol: all interleavings of a writer and a reader, in the memory model of the language, with
//! the real code of both ends on words that loom schedules. The memory of a sample is a cell: loom reports if the writer
//! may reuse it while the reader reads it.

use super::layout::Place;
use super::layout::{HEAD, Shape, Words};
use super::ring_reader::{RingReader, Taken, TakenContent};
use super::ring_writer::{Content, RingWriter};
use loom::cell::UnsafeCell;
use loom::sync::atomic::{AtomicU32, AtomicU64, fence};
use loom::thread;
use std::sync::Arc;
use std::sync::atomic::Ordering::{self, SeqCst};

const SHAPE: Shape = Shape { entries: 2, slots: 2 };
const NONCE: u64 = 1;

/// Shared words. Only those that the protocol uses exist, because loom follows each.
#[derive(Clone)]
struct ModelWords(Arc<Vec<Option<AtomicU64>>>);

impl ModelWords {
    fn new() -> Self {
        let count = super::layout::words(SHAPE.entries, SHAPE.slots);
        let first_slot = SHAPE.slot(0);
        let is_used = |word: usize| {
            let in_slot = (0..SHAPE.slots as u32).any(|slot| {
                let start = SHAPE.slot(slot);
                (start..start + super::layout::BYTES).contains(&word)
            });
            word < first_slot || in_slot
        };
        Self(Arc::new(
            (0..count)
                .map(|word| is_used(word).then(|| AtomicU64::new(0)))
                .collect(),
        ))
    }

    fn word(&self, word: usize) -> &AtomicU64 {
        self.0[word].as_ref().expect("the protocol uses this word")
    }
}

impl Words for ModelWords {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn load(&self, word: usize, order: Ordering) -> u64 {
        self.word(word).load(order)
    }

    fn store(&self, word: usize, value: u64, order: Ordering) {
        self.word(word).store(value, order);
    }

    fn replace(&self, word: usize, old: u64, new: u64) -> bool {
        self.word(word).compare_exchange(old, new, SeqCst, SeqCst).is_ok()
    }
}

/// The memory of a sample. The writer writes it before it sends the sample, and again when nobody holds it.
struct Memory(Arc<UnsafeCell<()>>);

impl Drop for Memory {
    fn drop(&mut self) {
        self.0.with_mut(|_| ());
    }
}

struct Model {
    words: ModelWords,
    memory: Vec<Arc<UnsafeCell<()>>>,
}

impl Model {
    #[expect(
        clippy::arc_with_non_send_sync,
        reason = "loom runs its threads as coroutines, and reports what is not synchronized"
    )]
    fn new(samples: usize) -> Self {
        Self {
            words: ModelWords::new(),
            memory: (0..samples).map(|_| Arc::new(UnsafeCell::new(()))).collect(),
        }
    }

    fn writer(&self, depth: usize) -> RingWriter<ModelWords, Memory> {
        RingWriter::new(self.words.clone(), SHAPE, depth, NONCE)
    }

    fn reader(&self) -> RingReader<ModelWords> {
        RingReader::new(self.words.clone(), NONCE).expect("it is a ring")
    }

    /// Writes the memory of a sample, and sends it.
    fn push(&self, writer: &mut RingWriter<ModelWords, Memory>, number: i64) -> bool {
        let memory = self.memory[number as usize - 1].clone();
        memory.with_mut(|_| ());
        let place = Place {
            segment: number as u32,
            chunk: 0,
            len: 1,
            table: 0,
            index: 0,
            generation: 0,
        };
        writer.push(number, 0, Some((Content::InPool(place), Some(Memory(memory)))))
    }
}

fn check(model: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(3);
    builder.check(model);
}

/// Takes samples, reads and frees each, and returns their numbers.
fn take_all(reader: &RingReader<ModelWords>, memory: &[Arc<UnsafeCell<()>>], attempts: usize) -> Vec<i64> {
    let mut numbers = Vec::new();
    for _ in 0..attempts {
        match reader.take().expect("the ring is sound") {
            Some(Taken::Sample {
                number,
                content: TakenContent::InPool { slot, place },
                ..
            }) => {
                assert_eq!(i64::from(place.segment), number);
                memory[number as usize - 1].with(|_| ());
                reader.free(slot);
                numbers.push(number);
            }
            Some(Taken::ViaZenoh(number)) => numbers.push(number),
            Some(other) => panic!("unexpected: {other:?}"),
            None => thread::yield_now(),
        }
    }
    numbers
}

#[test]
fn every_sample_is_read_once_in_order_or_taken_back() {
    check(|| {
        const COUNT: usize = 3;
        let model = Model::new(COUNT);
        let (mut writer, reader) = (model.writer(1), model.reader());
        let memory = model.memory.clone();
        let reading = thread::spawn(move || {
            let numbers = take_all(&reader, &memory, 2);
            (numbers, reader)
        });
        for number in 1..=COUNT as i64 {
            while !writer.has_room().expect("sound") {
                writer.take_back().expect("sound");
            }
            model.push(&mut writer, number);
        }
        let (mut numbers, reader) = reading.join().expect("it does not panic");
        numbers.extend(take_all(&reader, &model.memory, COUNT));
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
        assert_eq!(numbers.last(), Some(&(COUNT as i64)));
        assert_eq!(numbers.len() as u64 + reader.dropped(), COUNT as u64);
        writer.sweep().expect("sound");
        assert!(writer.is_empty());
    });
}

#[test]
fn a_reader_that_leaves_frees_what_it_has_not_taken() {
    check(|| {
        let model = Model::new(2);
        let (mut writer, reader) = (model.writer(2), model.reader());
        let reading = thread::spawn(move || reader.leave());
        for number in 1..=2 {
            if !writer.is_done() && writer.has_room().expect("sound") {
                model.push(&mut writer, number);
            }
        }
        reading.join().expect("it does not panic");
        while writer.has_left() && writer.has_queued() {
            writer.take_back().expect("sound");
        }
        writer.sweep().expect("sound");
        assert!(writer.is_empty(), "nothing is held");
    });
}

/// The steps of a reader after which it may die: nothing, the entry taken, the sample read, the slot freed.
#[test]
fn the_memory_of_a_reader_that_dies_is_released_once_whatever_it_was_doing() {
    for steps in 0..4 {
        check(move || {
            let model = Model::new(2);
            let (mut writer, reader) = (model.writer(2), model.reader());
            let (memory, words) = (model.memory.clone(), model.words.clone());
            let reading = thread::spawn(move || match steps {
                0 => {}
                1 => {
                    // It dies between two instructions of `take`.
                    let head = words.load(HEAD, SeqCst);
                    if reader.len() > 0 {
                        words.replace(HEAD, head, head + 1);
                    }
                }
                _ => {
                    if let Ok(Some(Taken::Sample {
                        number,
                        content: TakenContent::InPool { slot, .. },
                        ..
                    })) = reader.take()
                    {
                        memory[number as usize - 1].with(|_| ());
                        if steps == 3 {
                            reader.free(slot);
                        }
                    }
                }
            });
            for number in 1..=2 {
                if writer.has_room().expect("sound") {
                    model.push(&mut writer, number);
                }
            }
            // The kernel reports the death of a process after all of its instructions.
            reading.join().expect("it does not panic");
            writer.release_all();
            assert!(writer.is_empty());
            // Each memory is held by the model alone.
            assert!(model.memory.iter().all(|memory| Arc::strong_count(memory) == 1));
        });
    }
}

/// The steps of `bell`: a thread that is about to sleep announces it, then looks once more; a writer rings, then looks for
/// sleepers. loom has no total order of `SeqCst` accesses, except for fences: they stand for it here.
#[test]
fn no_ring_of_the_bell_is_missed() {
    check(|| {
        let words: Arc<[AtomicU32; 3]> = Arc::new(std::array::from_fn(|_| AtomicU32::new(0)));
        let theirs = words.clone();
        let writing = thread::spawn(move || {
            let [rings, sleepers, sample] = &*theirs;
            sample.store(1, Ordering::Release);
            rings.fetch_add(1, SeqCst);
            fence(SeqCst);
            sleepers.load(SeqCst) > 0
        });
        let [rings, sleepers, sample] = &*words;
        sleepers.fetch_add(1, SeqCst);
        fence(SeqCst);
        let seen = rings.load(SeqCst);
        let has_sample = sample.load(Ordering::Acquire) == 1;
        // The kernel sleeps only if the word has not changed.
        let sleeps = !has_sample && rings.load(SeqCst) == seen;
        let wakes = writing.join().expect("it does not panic");
        assert!(!sleeps || wakes, "it sleeps, and nobody wakes it");
    });
}
