//! Tests of both ends of a ring together: what one end sees of the other, and what it does with memory that the other end
//! has filled with anything. `model` has all interleavings.

use super::layout::{ENTRIES, MAX_INLINE, Place, SLOTS, Shape, Words, words};
use super::ring_reader::{RingReader, Taken, TakenContent};
use super::ring_writer::{Content, RingWriter};
use crate::shm::sealed::SealedMemory;
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::Ordering::{self, Relaxed};

const NONCE: u64 = 77;

type Memory = Arc<SealedMemory>;

fn ring(
    entries: usize,
    slots: usize,
    depth: usize,
) -> (RingWriter<Memory, Arc<i64>>, RingReader<Memory>, Memory) {
    let memory = Arc::new(SealedMemory::create(words(entries, slots)).expect("memory files are available"));
    let writer = RingWriter::new(memory.clone(), Shape { entries, slots }, depth, NONCE);
    let reader = RingReader::new(memory.clone(), NONCE).expect("it is a ring");
    (writer, reader, memory)
}

const PLACE_OF_ALL: Place = Place {
    segment: u32::MAX - 1,
    chunk: 12,
    len: 1000,
    table: 7,
    index: 9,
    generation: 11,
};

fn push(writer: &mut RingWriter<Memory, Arc<i64>>, number: i64, kept: &Arc<i64>) -> bool {
    writer.push(
        number,
        -number,
        Some((Content::InPool(PLACE_OF_ALL), Some(kept.clone()))),
    )
}

fn take(reader: &RingReader<Memory>) -> Option<(i64, u32)> {
    match reader.take().expect("the ring is sound")? {
        Taken::Sample {
            number,
            time,
            content: TakenContent::InPool { slot, place },
        } => {
            assert_eq!((time, place), (-number, PLACE_OF_ALL));
            Some((number, slot))
        }
        other => panic!("unexpected: {other:?}"),
    }
}

#[test]
fn samples_arrive_in_order_and_their_memory_is_kept_until_they_are_freed() {
    let (mut writer, reader, _) = ring(4, 4, 4);
    let kept = Arc::new(0);
    assert_eq!(take(&reader), None);
    for number in 1..=3 {
        assert!(writer.has_room().expect("sound"));
        assert!(push(&mut writer, number, &kept));
    }
    assert_eq!(reader.len(), 3);
    let taken: Vec<(i64, u32)> = std::iter::from_fn(|| take(&reader)).collect();
    assert_eq!(
        taken.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    writer.sweep().expect("sound");
    assert_eq!(Arc::strong_count(&kept), 4);
    // In any order.
    for (at, left) in [(1, 3), (0, 2), (2, 1)] {
        reader.free(taken[at].1);
        writer.sweep().expect("sound");
        assert_eq!(Arc::strong_count(&kept), left);
    }
    assert!(writer.is_empty());
}

#[test]
fn small_samples_are_copied_and_their_slots_are_free_at_once() {
    let (mut writer, reader, _) = ring(2, 1, 2);
    for len in [0, 1, 7, 8, 9, MAX_INLINE] {
        let bytes: Vec<u8> = (0..len).map(|at| at as u8).collect();
        writer.sweep().expect("sound");
        assert!(writer.push(5, 6, Some((Content::Inline(&bytes), None))));
        let taken = reader.take().expect("sound");
        let expected = Taken::Sample {
            number: 5,
            time: 6,
            content: TakenContent::Inline(bytes),
        };
        assert_eq!(taken, Some(expected));
    }
}

#[test]
fn the_oldest_sample_is_taken_back_and_its_memory_released() {
    let (mut writer, reader, _) = ring(2, 4, 2);
    let kept = Arc::new(0);
    for number in 1..=5 {
        while !writer.has_room().expect("sound") {
            writer.take_back().expect("sound");
        }
        push(&mut writer, number, &kept);
    }
    assert_eq!(reader.dropped(), 3);
    assert_eq!(Arc::strong_count(&kept), 3);
    assert_eq!(take(&reader).map(|(number, _)| number), Some(4));
    assert_eq!(take(&reader).map(|(number, _)| number), Some(5));
    assert_eq!(take(&reader), None);
}

#[test]
fn without_a_free_slot_a_sample_goes_through_zenoh_in_its_place() {
    let (mut writer, reader, _) = ring(4, 1, 4);
    let kept = Arc::new(0);
    assert!(push(&mut writer, 1, &kept));
    assert!(!push(&mut writer, 2, &kept));
    assert!(!writer.push(3, 0, None));
    assert!(reader.expects_through_zenoh(2) && reader.expects_through_zenoh(3));
    assert!(!reader.expects_through_zenoh(1) && !reader.expects_through_zenoh(4));
    assert_eq!(take(&reader), Some((1, 0)));
    for number in [2, 3] {
        assert_eq!(reader.take(), Ok(Some(Taken::ViaZenoh(number))));
    }
    assert!(!reader.expects_through_zenoh(3));
}

#[test]
fn a_dead_reader_holds_nothing_and_one_that_leaves_frees_what_it_did_not_take() {
    let (mut writer, reader, _) = ring(4, 4, 4);
    let kept = Arc::new(0);
    (1..=3).for_each(|number| assert!(push(&mut writer, number, &kept)));
    let held = take(&reader);
    reader.leave();
    assert!(writer.is_done() && writer.has_left());
    writer.sweep().expect("sound");
    assert_eq!(Arc::strong_count(&kept), 2, "the one that was taken is held");
    assert!(held.is_some());
    writer.release_all();
    assert_eq!(Arc::strong_count(&kept), 1);
    assert!(writer.is_empty());
}

#[test]
fn a_ring_of_another_nonce_size_or_layout_is_refused() {
    let (_, _, memory) = ring(4, 4, 4);
    assert!(RingReader::new(memory.clone(), NONCE + 1).is_none());
    for (word, value) in [
        (ENTRIES, 3),
        (ENTRIES, 1 << 40),
        (ENTRIES, 8),
        (SLOTS, 0),
        (SLOTS, 5),
        (SLOTS, u64::MAX),
        (0, 0),
    ] {
        let before = memory.load(word, Relaxed);
        memory.store(word, value, Relaxed);
        assert!(RingReader::new(memory.clone(), NONCE).is_none(), "{word} {value}");
        memory.store(word, before, Relaxed);
    }
    assert!(RingReader::new(memory, NONCE).is_some());
}

/// Words that the writer changes each time before the reader replaces one.
struct Contended<F>(Memory, RefCell<F>);

impl<F: FnMut()> Words for Contended<F> {
    fn count(&self) -> usize {
        self.0.count()
    }

    fn load(&self, word: usize, order: Ordering) -> u64 {
        self.0.load(word, order)
    }

    fn store(&self, word: usize, value: u64, order: Ordering) {
        self.0.store(word, value, order);
    }

    fn replace(&self, word: usize, old: u64, new: u64) -> bool {
        (self.1.borrow_mut())();
        self.0.replace(word, old, new)
    }
}

/// With a queue for one sample, each sample of a fast writer replaces the one that the reader is about to take.
#[test]
fn a_writer_that_is_always_faster_is_not_corrupt() {
    for fast in [1, 10, 10_000] {
        let (mut writer, _, memory) = ring(1, 2, 1);
        let kept = Arc::new(0);
        let mut number = 1;
        push(&mut writer, number, &kept);
        let interrupt = || {
            if number <= fast {
                number += 1;
                while !writer.has_room().expect("sound") {
                    writer.take_back().expect("sound");
                }
                push(&mut writer, number, &kept);
            }
        };
        let words = Contended(memory, RefCell::new(interrupt));
        let reader = RingReader::new(words, NONCE).expect("it is a ring");
        let taken = std::iter::repeat_with(|| reader.take().expect("sound"))
            .flatten()
            .next();
        let Some(Taken::Sample { number, .. }) = taken else {
            panic!("unexpected: {taken:?}");
        };
        assert_eq!(number, fast + 1);
        assert_eq!(reader.dropped(), fast as u64);
    }
}

#[test]
fn memory_that_another_process_has_filled_with_anything_is_harmless() {
    let mut seed = 1_u64;
    let mut next = || {
        // A linear congruential generator (Knuth).
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as u8
    };
    for len in (0..600).chain([100_000]) {
        let script: Vec<u8> = (0..len).map(|_| next()).collect();
        super::attack::attack(&script);
    }
    // The same change before every access.
    for [operation, kind, value] in
        (0..=255).flat_map(|value| [[1, 200, value], [6, 200, value], [255, 200, value]])
    {
        let pushes = [4; 40];
        let script: Vec<u8> = [operation, kind, value]
            .into_iter()
            .cycle()
            .take(100_000)
            .collect();
        super::attack::attack(&[&pushes, script.as_slice()].concat());
    }
}

#[test]
fn two_threads_pass_every_sample_once_while_the_writer_takes_some_back() {
    const COUNT: i64 = 20_000;
    let (mut writer, reader, _) = ring(8, 12, 8);
    let kept = Arc::new(0);
    let writing = {
        let kept = kept.clone();
        std::thread::spawn(move || {
            for number in 1..=COUNT {
                while !writer.has_room().expect("sound") {
                    writer.take_back().expect("sound");
                }
                push(&mut writer, number, &kept);
            }
            writer
        })
    };
    let mut numbers = Vec::new();
    while numbers.last() != Some(&COUNT) {
        match reader.take().expect("sound") {
            Some(Taken::Sample {
                number,
                content: TakenContent::InPool { slot, place },
                ..
            }) => {
                assert_eq!(place, PLACE_OF_ALL);
                numbers.push(number);
                reader.free(slot);
            }
            // No slot was free at that moment.
            Some(Taken::ViaZenoh(number)) => numbers.push(number),
            Some(other) => panic!("unexpected: {other:?}"),
            None => std::thread::yield_now(),
        }
    }
    let mut writer = writing.join().expect("it does not panic");
    assert!(numbers.is_sorted_by(|one, next| one < next));
    assert_eq!(numbers.len() as u64 + reader.dropped(), COUNT as u64);
    writer.sweep().expect("sound");
    assert_eq!(Arc::strong_count(&kept), 1);
}
