//! An attack on both ends of a ring by a process that has the memory, too: for the tests and a fuzz target. It must neither
//! panic, nor make an end read or write outside of the ring, nor make it keep the memory of a sample for ever.

use super::layout::{
    BUFFER, BYTES, DONE, DROPPED, END, HEAD, IN_POOL, LEN, PLACE, Place, START, STATE, Shape, TAIL,
    VIA_ZENOH, Words, words,
};
use super::ring_reader::{RingReader, Taken, TakenContent};
use super::ring_writer::{Content, RingWriter};
use crate::shm::sealed::SealedMemory;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;

const SHAPE: Shape = Shape { entries: 4, slots: 4 };
const NONCE: u64 = 77;

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

/// The words that the protocol reads.
fn targets() -> Vec<usize> {
    let mut targets = vec![START, TAIL, END, DROPPED, HEAD, DONE];
    targets.extend((0..SHAPE.entries as u64).map(|position| SHAPE.entry(position)));
    for slot in 0..SHAPE.slots as u32 {
        let words = [0, 1, LEN, PLACE, BUFFER, STATE, BYTES];
        targets.extend(words.map(|word| SHAPE.slot(slot) + word));
    }
    targets
}

/// Runs the steps that `bytes` describe, three bytes each.
#[allow(missing_docs, reason = "not public API")]
pub fn attack(bytes: &[u8]) {
    let Ok(memory) = SealedMemory::create(words(SHAPE.entries, SHAPE.slots)) else {
        return;
    };
    let memory = Arc::new(memory);
    let mut writer = RingWriter::new(memory.clone(), SHAPE, 3, NONCE);
    let Some(reader) = RingReader::new(memory.clone(), NONCE) else {
        unreachable!("it is a ring")
    };
    let (kept, targets) = (Arc::new(()), targets());
    let place = Place {
        segment: 1,
        chunk: 2,
        len: 3,
        table: 4,
        index: 5,
        generation: 6,
    };
    for (number, step) in (1..).zip(bytes.chunks_exact(3)) {
        let [operation, target, value] = [step[0], step[1], step[2]];
        match operation % 6 {
            0 | 1 => {
                let value = VALUES
                    .get(usize::from(value))
                    .copied()
                    .unwrap_or(u64::from(value));
                memory.store(targets[usize::from(target) % targets.len()], value, SeqCst);
            }
            2 => {
                if let Ok(Some(Taken::Sample { content, .. })) = reader.take()
                    && let TakenContent::InPool { slot, .. } = content
                {
                    reader.free(slot);
                }
            }
            3 => {
                assert!(reader.len() <= SHAPE.entries);
                reader.expects_through_zenoh(i64::from(value));
                reader.free(u32::from(value));
                let _ = (reader.start(), reader.end(), reader.dropped());
                let _ = RingReader::new(memory.clone(), NONCE);
            }
            4 => {
                if writer.has_room() == Ok(true) {
                    let content = Content::InPool(place);
                    writer.push(number, 0, Some((content, Some(kept.clone()))));
                }
            }
            _ => {
                let _ = writer.take_back();
                let _ = writer.sweep();
            }
        }
    }
    reader.leave();
    writer.release_all();
    assert_eq!(Arc::strong_count(&kept), 1);
}
