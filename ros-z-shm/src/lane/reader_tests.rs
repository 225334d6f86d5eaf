//! Tests of the subscriber's end of a lane whose ring another process fills with anything while it is read.

use super::layout::{BYTES, Shape, words};
use super::past::PastLanes;
use super::reader::{LaneEvent, LaneIntake, LaneOffer, LaneReader, Next, RELIABLE_PATIENCE, Routed};
use super::ring_writer::{Content, RingWriter};
use super::sample::LaneSample;
use super::system::ProcessWatch;
use crate::shm::sealed::SealedMemory;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, Instant};

const SHAPE: Shape = Shape { entries: 8, slots: 8 };
const NONCE: u64 = 7;

/// Admits every sample, and returns its number and whether it is in a pool.
struct Everything;

impl LaneIntake<(i64, bool)> for Everything {
    fn admit(&self, sample: LaneSample) -> (Option<(i64, bool)>, Option<LaneEvent>) {
        (Some((sample.number, sample.is_shm)), None)
    }

    fn follow(&self, sample: (i64, bool)) -> (Option<(i64, bool)>, Option<LaneEvent>) {
        (Some(sample), None)
    }
}

pub(super) type Writer = RingWriter<Arc<SealedMemory>, ()>;

fn lane() -> (Writer, LaneReader<(i64, bool)>, Arc<SealedMemory>) {
    let (writer, offer, memory) = offered();
    let mut reader = LaneReader::open(&offer, Arc::new(Everything)).expect("it is a lane");
    reader.open_barrier(NONCE, 0);
    (writer, reader, memory)
}

/// Returns a ring, and the offer of it.
pub(super) fn offered() -> (Writer, LaneOffer, Arc<SealedMemory>) {
    let memory = SealedMemory::create(words(SHAPE.entries, SHAPE.slots)).expect("memory files are available");
    let memory = Arc::new(memory);
    let writer = RingWriter::new(memory.clone(), SHAPE, SHAPE.entries, NONCE);
    let offer = LaneOffer {
        process: std::process::id(),
        descriptor: memory.descriptor().expect("it is open"),
        nonce: NONCE,
        publisher: [1; 16],
        segment: None,
        session: "a1".parse().expect("it is hexadecimal"),
        is_reliable: true,
    };
    (writer, offer, memory)
}

/// A linear congruential generator (Knuth).
fn random(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn a_subscriber_survives_a_ring_that_changes_while_it_reads() {
    let (mut writer, mut reader, memory) = lane();
    let is_over = Arc::new(AtomicBool::new(false));
    let (theirs, done) = (memory.clone(), is_over.clone());
    let attacking = std::thread::spawn(move || {
        let mut seed = 1;
        // The header, the entries, and the descriptor of the first slot.
        let count = SHAPE.slot(0) + BYTES;
        while !done.load(SeqCst) {
            let word = &theirs.words()[random(&mut seed) as usize % count];
            let value = match random(&mut seed) % 4 {
                0 => random(&mut seed) % 16,
                1 => u64::MAX >> (random(&mut seed) % 64),
                2 => 1 << (random(&mut seed) % 64),
                _ => word.load(SeqCst).wrapping_add(1),
            };
            word.store(value, SeqCst);
        }
    });
    let mut taken = 0_u64;
    for number in 1..20_000 {
        if writer.has_room() == Ok(true) {
            writer.push(number, 0, Some((Content::Inline(&[1; 16]), None)));
        }
        let routed = reader.route(number);
        if number % 7 == 0 {
            reader.put(number, Some((number, false)), number % 2 == 0);
            let _ = reader.drop_excess(10);
        }
        if let Next::Sample(_) = reader.next(0, 0) {
            taken += 1;
        }
        let counts = [reader.unseen(), reader.dropped(), reader.held() as u64];
        assert!(counts.iter().sum::<u64>() < u64::MAX, "{routed:?}");
    }
    is_over.store(true, SeqCst);
    attacking.join().expect("it does not panic");
    assert!(taken > 0);
}

#[test]
fn a_place_outside_of_every_segment_is_refused_and_its_slot_freed() {
    use super::layout::Place;
    let (mut writer, mut reader, _) = lane();
    let place = Place {
        segment: 3,
        chunk: u32::MAX,
        len: usize::MAX >> 1,
        table: 1,
        index: 1,
        generation: 1,
    };
    writer.start(1);
    writer.push(1, 0, Some((Content::InPool(place), Some(()))));
    writer.push(2, 0, Some((Content::Inline(&[1]), None)));
    let found: Vec<_> = (0..3)
        .filter_map(|_| match reader.next(0, 0) {
            Next::Sample((sample, _)) => sample,
            _ => None,
        })
        .collect();
    assert_eq!(found, [(2, false)]);
    assert!(writer.is_done(), "the publisher uses zenoh again");
    writer.sweep().expect("sound");
    assert!(writer.is_empty());
}

/// The subscriber may be alive: its connection may have broken.
#[test]
fn a_lane_ends_after_its_last_sample_wherever_it_is_closed() {
    use super::reader::Routed::{AfterLane, Duplicate, Elsewhere};
    use super::writer::LaneWriter;
    use crate::queue::QueueLimit;
    let session = "a1".parse().expect("it is hexadecimal");
    for (is_started, pushed, expected) in [
        (false, 0, [Elsewhere, Elsewhere, Elsewhere]),
        (true, 0, [Elsewhere, AfterLane, AfterLane]),
        (true, 1, [Elsewhere, Duplicate, AfterLane]),
        (true, 2, [Elsewhere, Duplicate, Duplicate]),
    ] {
        let mut writer = LaneWriter::create((session, 1), QueueLimit::DropOldest(4), NONCE)
            .expect("memory files are available");
        let offer = LaneOffer {
            process: std::process::id(),
            descriptor: writer.descriptor().expect("it is open"),
            nonce: NONCE,
            publisher: [1; 16],
            segment: None,
            session,
            is_reliable: true,
        };
        let mut reader = LaneReader::open(&offer, Arc::new(Everything)).expect("it is a lane");
        if is_started {
            writer.start(5);
        }
        for number in 5..5 + pushed {
            writer.push(number, 0, None, Duration::ZERO, |_| false);
            // Taken, and come through zenoh.
            reader.open_barrier(NONCE, 0);
            assert!(matches!(reader.next(0, 0), Next::Wait(_)));
            reader.put(number, Some((number, false)), false);
            assert!(matches!(reader.next(0, 0), Next::Sample((Some(_), None))));
        }
        writer.close_after_last();
        assert_eq!(
            [4, 5, 6].map(|number| reader.route(number)),
            expected,
            "{is_started} {pushed}"
        );
        // zenoh's copies may come when the reader is gone.
        let mut past = PastLanes::default();
        past.add(reader.past());
        let copies = [4, 5, 6].map(|number| past.route(&[1; 16], number.into()));
        assert_eq!(
            copies,
            expected.map(|routed| if routed == AfterLane { Elsewhere } else { routed })
        );
    }
}

#[test]
fn a_lane_does_not_overtake_the_samples_that_wait_in_the_queue() {
    let (mut writer, _, memory) = lane();
    let offer = LaneOffer {
        process: std::process::id(),
        descriptor: memory.descriptor().expect("it is open"),
        nonce: NONCE,
        publisher: [1; 16],
        segment: None,
        session: "a1".parse().expect("it is hexadecimal"),
        is_reliable: true,
    };
    // All samples from before it have not arrived yet.
    let mut reader = LaneReader::open(&offer, Arc::new(Everything)).expect("it is a lane");
    writer.start(1);
    writer.push(1, 0, Some((Content::Inline(&[1]), None)));
    assert!(matches!(reader.next(3, 4), Next::Empty), "one is in the queue");
    assert!(matches!(reader.next(4, 4), Next::Wait(_)));
    reader.open_barrier(NONCE, 5);
    assert!(matches!(reader.next(4, 5), Next::Empty));
    assert!(matches!(reader.next(5, 5), Next::Sample(_)));
}

/// Returns whether the reader waits, and until when.
fn waits(reader: &mut LaneReader<(i64, bool)>) -> Option<Instant> {
    match reader.next(0, 0) {
        Next::Wait(until) => Some(until),
        _ => None,
    }
}

#[test]
fn a_sample_that_arrives_through_zenoh_after_the_wait_is_delivered_late_and_once() {
    let (mut writer, mut reader, _) = lane();
    writer.start(1);
    for number in 1..=3 {
        writer.push(number, 0, None);
    }
    assert!(waits(&mut reader).is_some());
    // zenoh keeps the order: the second ends the wait for the first.
    assert_eq!(reader.route(2), Routed::InLane);
    reader.put(2, Some((2, false)), false);
    assert!(matches!(
        reader.next(0, 0),
        Next::Sample((Some((2, false)), None))
    ));
    assert_eq!(reader.route(1), Routed::Elsewhere, "late");
    assert_eq!(reader.route(1), Routed::Duplicate);
    assert_eq!(reader.route(2), Routed::Duplicate);
}

#[test]
fn a_reliable_sample_is_waited_for_as_long_as_zenoh_keeps_a_silent_connection() {
    let (mut writer, mut reader, _) = lane();
    writer.start(1);
    writer.push(1, 0, None);
    let before = Instant::now();
    let until = waits(&mut reader).expect("it waits");
    assert!(until >= before + RELIABLE_PATIENCE);
    // The end of the publisher's session ends the wait.
    reader.publisher_left("a1".parse().expect("it is hexadecimal"));
    assert!(waits(&mut reader).expect("the publisher is alive") < until);
}

#[test]
fn what_a_living_publisher_adds_after_its_session_left_is_delivered_before_the_lane_ends() {
    let (mut writer, mut reader, _) = lane();
    writer.start(1);
    writer.push(1, 0, Some((Content::Inline(&[1]), None)));
    reader.publisher_left("a1".parse().expect("it is hexadecimal"));
    assert!(writer.is_done(), "it is asked to end the lane");
    assert!(matches!(
        reader.next(0, 0),
        Next::Sample((Some((1, false)), None))
    ));
    // The publisher had looked before.
    assert!(waits(&mut reader).is_some());
    writer.push(2, 0, Some((Content::Inline(&[1]), None)));
    writer.end(3);
    assert!(matches!(
        reader.next(0, 0),
        Next::Sample((Some((2, false)), None))
    ));
    assert!(matches!(reader.next(0, 0), Next::Ended));
}

#[test]
fn a_lane_of_a_dead_publisher_ends_after_its_last_sample_without_a_word_of_its_session() {
    let (mut writer, mut reader, _) = lane();
    let mut publisher = std::process::Command::new("cat")
        .stdin(std::process::Stdio::piped())
        .spawn()
        .expect("it is installed");
    reader.watch(ProcessWatch::open(publisher.id()).expect("it runs"));
    writer.start(1);
    writer.push(1, 0, Some((Content::Inline(&[1]), None)));
    publisher.kill().expect("it runs");
    publisher.wait().expect("it is a child");
    assert!(matches!(
        reader.next(0, 0),
        Next::Sample((Some((1, false)), None))
    ));
    let deadline = Instant::now() + Duration::from_secs(30);
    while !matches!(reader.next(0, 0), Next::Ended) {
        assert!(Instant::now() < deadline);
        std::thread::yield_now();
    }
}

#[test]
fn a_rejected_sample_is_not_waited_for() {
    let (mut writer, mut reader, _) = lane();
    writer.start(1);
    writer.push(1, 0, None);
    writer.push(2, 0, Some((Content::Inline(&[1]), None)));
    assert!(waits(&mut reader).is_some());
    assert_eq!(reader.route(1), Routed::InLane);
    reader.put(1, None, false);
    assert!(matches!(reader.next(0, 0), Next::Sample((None, None))));
    assert!(matches!(
        reader.next(0, 0),
        Next::Sample((Some((2, false)), None))
    ));
}
