//! Tests of the lanes of one publisher, without a subscriber at their ends.

use super::bell::Bell;
use super::lanes::{InLanes, LaneIdentity, Lanes, sweep_all};
use super::layout::{MAX_BYTES, Place};
use super::ring_reader::{RingReader, Taken, TakenContent};
use super::writer::Destination;
use crate::queue::QueueLimit;
use crate::shm::attach::{SegmentHandle, zenoh_buffer};
use crate::shm::sealed::SealedMemory;
use crate::shm::test_pool::made;
use crate::shm::{FallbackReason, RetentionLimits, ShmPool};
use std::sync::Arc;
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;
use zenoh_buffers::ZSlice;

const DEPTH: usize = 4;

/// The longest wait for room.
const PATIENCE: Duration = Duration::from_millis(100);

/// Lanes, the subscriber of an open one, and its end.
type Opened = (Arc<Lanes>, Destination, RingReader<Arc<SealedMemory>>);

/// Returns lanes with an open one to a subscriber that takes nothing.
fn lanes_and_ring(pool: ShmPool) -> Option<Opened> {
    open(pool, PATIENCE)
}

/// As [`lanes_and_ring`], of a publisher that waits for room for `patience`.
fn lanes_with(patience: Duration) -> Option<Opened> {
    open(made(ShmPool::of(8192))?, patience)
}

fn open(pool: ShmPool, patience: Duration) -> Option<Opened> {
    let identity = LaneIdentity {
        publisher: [1; 16],
        key: "0/topic".into(),
        is_reliable: true,
    };
    let lanes = Lanes::new(identity, pool, patience);
    let to = ("a1".parse().ok()?, 1);
    lanes.set_matched(vec![(to, Some(QueueLimit::Block(DEPTH)))], true);
    let (offers, _) = lanes.to_offer(Instant::now());
    let [(offered, ring, nonce)] = offers[..] else {
        panic!("{offers:?}")
    };
    assert_eq!(offered, to);
    let ring = SealedMemory::open(std::process::id(), ring, MAX_BYTES).expect("it is offered");
    let ring = RingReader::new(Arc::new(ring), nonce).expect("it is a ring");
    let bell = Bell::default().share().expect("memory files are available");
    let (descriptor, bell) = bell.address().expect("it is open");
    lanes.answered(nonce, Some((std::process::id(), descriptor, bell)));
    Some((lanes, to, ring))
}

fn lanes() -> Option<(Arc<Lanes>, Destination)> {
    let (lanes, to, _) = lanes_and_ring(made(ShmPool::of(8192))?)?;
    Some((lanes, to))
}

/// Returns lanes with one that the next sample starts.
pub(crate) fn lanes_to_start() -> Option<Arc<Lanes>> {
    lanes().map(|(lanes, _)| lanes)
}

fn send(lanes: &Lanes, number: i64) -> InLanes {
    lanes.send(number, 0, &ZBytes::from(vec![1; 16]), None)
}

#[test]
fn a_covered_publisher_needs_zenoh_again_when_a_subscriber_comes_or_the_lane_is_full() {
    let Some((lanes, to)) = lanes() else { return };
    let limit = Some(QueueLimit::Block(DEPTH));
    let sent = send(&lanes, 1);
    assert!(sent.is_covered && sent.lanes == 1 && sent.started.len() == 1);
    let other = (to.0, 2);
    lanes.set_matched(vec![(to, limit), (other, None)], true);
    let sent = send(&lanes, 2);
    assert!(!sent.is_covered && sent.lanes == 1);
    lanes.set_matched(vec![(to, limit)], true);
    assert!(send(&lanes, 3).is_covered);
    assert!(send(&lanes, 4).is_covered);
    // Waits in vain.
    let start = Instant::now();
    let sent = send(&lanes, 5);
    assert!(start.elapsed() >= PATIENCE);
    assert!(!sent.is_covered && sent.has_ended && !lanes.has_any());
    assert_eq!(lanes.served(), []);
}

#[test]
fn zenoh_does_not_wait_for_a_publisher_that_waits_for_room() {
    let Some((lanes, to)) = lanes() else { return };
    send(&lanes, 1);
    // As `send` has it while it waits.
    let open = lanes.lock_open();
    lanes.set_matched(Vec::new(), true);
    assert_eq!(lanes.served(), []);
    lanes.set_matched(vec![(to, Some(QueueLimit::Block(DEPTH)))], true);
    let (offers, _) = lanes.to_offer(Instant::now());
    assert_eq!(offers.len(), 1, "another lane, to the same subscriber");
    drop(open);
    assert!(lanes.has_any(), "the old one is to be ended");
    let sent = send(&lanes, 2);
    assert_eq!((sent.lanes, sent.is_covered), (0, false));
    assert!(!lanes.has_any());
}

#[test]
fn a_publisher_waits_for_room_no_longer_than_the_subscriber_matches() {
    let Some((lanes, ..)) = lanes_with(Duration::from_secs(3600)) else {
        return;
    };
    (1..=DEPTH as i64).for_each(|number| drop(send(&lanes, number)));
    let waiting = lanes.clone();
    let publisher = std::thread::spawn(move || send(&waiting, DEPTH as i64 + 1));
    // The publisher has the lock while it waits.
    while lanes.try_lock_open().is_some() {
        assert!(!publisher.is_finished());
    }
    // Does not wait for it.
    assert!(lanes.reuse(16).is_none());
    lanes.set_matched(Vec::new(), true);
    let sent = publisher.join().expect("no panic");
    assert!(sent.lanes == 0 && !sent.is_covered);
    assert!(!lanes.has_any());
}

#[test]
fn a_best_effort_publisher_does_not_wait_for_room() {
    let Some((lanes, ..)) = lanes_with(Duration::ZERO) else {
        return;
    };
    (1..=DEPTH as i64).for_each(|number| assert_eq!(send(&lanes, number).lanes, 1));
    let sent = send(&lanes, DEPTH as i64 + 1);
    assert!(sent.has_ended && sent.lanes == 0 && !sent.is_covered);
}

#[test]
fn what_a_subscriber_has_released_is_free_at_once() {
    const LARGE: usize = 40_000;
    let Some(pool) = made(ShmPool::of(LARGE)) else {
        return;
    };
    let Some((lanes, _, ring)) = lanes_and_ring(pool.clone()) else {
        return;
    };
    // The keeper's thread would release it too, some milliseconds later.
    for number in 1..=50 {
        let message = pool.acquire(LARGE).expect("the pool is whole").into_zshm();
        assert_eq!(lanes.send(number, 0, &ZBytes::from(message), None).lanes, 1);
        assert_eq!(pool.acquire(LARGE).err(), Some(FallbackReason::PoolExhausted));
        assert_eq!(pool.stats().retained, 1);
        let Ok(Some(Taken::Sample {
            content: TakenContent::InPool { slot, .. },
            ..
        })) = ring.take()
        else {
            panic!("the sample is in the lane");
        };
        assert_eq!(pool.stats().retained, 1);
        ring.free(slot);
        if number % 2 == 0 {
            assert_eq!(pool.stats().retained, 0);
        }
    }
}

const LEN: usize = 1000;

/// Takes the next sample, checks its number and its bytes, and returns its slot and its place.
fn take(ring: &RingReader<Arc<SealedMemory>>, expected: i64) -> (u32, Place) {
    let taken = ring
        .take()
        .expect("the ring is sound")
        .expect("a sample is there");
    let Taken::Sample { number, content, .. } = taken else {
        panic!("{taken:?}")
    };
    let TakenContent::InPool { slot, place } = content else {
        panic!("{content:?}")
    };
    assert_eq!(number, expected);
    let segment = SegmentHandle::open(place.segment).expect("it exists");
    let bytes = segment
        .bytes(place.chunk, place.len)
        .expect("it is in the segment");
    assert!(bytes.iter().all(|byte| *byte == number as u8));
    (slot, place)
}

/// Sends a sample, which only the lane has.
fn send_sole(lanes: &Lanes, pool: &ShmPool, number: i64) {
    // zenoh knows the buffer from here on.
    drop(pool.acquire(LEN).expect("there is room").into_zshm());
    let mut buffer = pool.acquire(LEN).expect("there is room");
    buffer.fill(number as u8);
    let sent = lanes
        .send_sole(number, 0, buffer)
        .expect("there is room in the lane");
    assert!(sent.is_covered && sent.lanes == 1);
}

/// Returns a pool, and lanes with an open one, whose first sample was taken.
fn started(bytes: usize) -> Option<(ShmPool, Opened)> {
    let pool = made(ShmPool::of(bytes))?;
    let opened = lanes_and_ring(pool.clone())?;
    let (lanes, _, ring) = &opened;
    send(lanes, 1);
    assert!(matches!(ring.take(), Ok(Some(Taken::Sample { number: 1, .. }))));
    Some((pool, opened))
}

#[test]
fn the_buffer_of_a_message_that_only_a_lane_had_is_used_again() {
    let Some((pool, (lanes, _, ring))) = started(100_003) else {
        return;
    };
    let mut reused = 0;
    for number in 2..=200 {
        match lanes.reuse(LEN) {
            Some(mut buffer) => {
                assert!(buffer.is_recycled() && buffer.len() == LEN);
                buffer.fill(number as u8);
                lanes
                    .send_sole(number, 0, buffer)
                    .expect("there is room in the lane");
                reused += 1;
            }
            // The keeper's thread has given the buffer back to the pool.
            None => send_sole(&lanes, &pool, number),
        }
        let (slot, _) = take(&ring, number);
        ring.free(slot);
    }
    assert!(reused >= 10, "{reused}");
    assert_eq!(pool.stats().retained, 0);
    assert!(pool.stats().recycled >= reused);
}

#[test]
fn the_pool_keeps_a_message_that_only_a_lane_has_when_it_is_asked() {
    let Some((pool, (lanes, _, ring))) = started(100_019) else {
        return;
    };
    let limits = RetentionLimits::new().with_max_bytes(LEN + LEN / 2);
    send_sole(&lanes, &pool, 2);
    let limited = pool.clone().with_retention(limits);
    assert_eq!(limited.acquire(LEN).err(), Some(FallbackReason::RetentionBudget));
    send_sole(&lanes, &pool, 3);
    assert_eq!(pool.stats().retained, 2);
    assert!(lanes.reuse(LEN).is_none(), "the pool has both");
    for number in [2, 3] {
        ring.free(take(&ring, number).0);
    }
    assert_eq!(pool.stats().retained, 0);
    // Also if the lane ends.
    send_sole(&lanes, &pool, 4);
    lanes.close(5);
    assert_eq!(pool.stats().retained, 1);
    ring.free(take(&ring, 4).0);
    sweep_all();
    assert_eq!(pool.stats().retained, 0);
}

#[test]
fn a_spare_buffer_of_another_length_goes_back_to_the_pool() {
    let Some((pool, (lanes, _, ring))) = started(100_043) else {
        return;
    };
    send_sole(&lanes, &pool, 2);
    ring.free(take(&ring, 2).0);
    assert!(lanes.reuse(LEN - 1).is_none());
    let buffer = pool.acquire(LEN - 1).expect("there is room");
    assert!(buffer.is_recycled());
    assert_eq!(pool.stats().retained, 0);
}

#[test]
fn a_buffer_that_the_subscriber_has_passed_on_is_not_used_again() {
    let Some((pool, (lanes, _, ring))) = started(100_049) else {
        return;
    };
    send_sole(&lanes, &pool, 2);
    let (slot, place) = take(&ring, 2);
    let segment = SegmentHandle::open(place.segment).expect("it exists");
    let bytes = segment
        .bytes(place.chunk, place.len)
        .expect("it is in the segment");
    let key = (place.table, place.index, place.generation);
    let passed_on = zenoh_buffer(key, bytes).expect("the buffer is valid");
    ring.free(slot);
    assert!(lanes.reuse(LEN).is_none());
    assert_eq!(pool.stats().retained, 1);
    let passed_on = ZSlice::from(passed_on);
    assert!(passed_on.as_slice().iter().all(|byte| *byte == 2));
    drop(passed_on);
    assert_eq!(pool.stats().retained, 0);
}

#[test]
fn a_sample_is_not_for_the_lane_alone_if_somebody_else_needs_it_or_there_is_no_room() {
    let Some((pool, (lanes, to, ring))) = started(100_057) else {
        return;
    };
    let known = || {
        drop(pool.acquire(LEN).expect("there is room").into_zshm());
        pool.acquire(LEN).expect("there is room")
    };
    let limit = Some(QueueLimit::Block(DEPTH));
    lanes.set_matched(vec![(to, limit), ((to.0, 2), None)], true);
    assert!(lanes.send_sole(2, 0, known()).is_err());
    lanes.set_matched(vec![(to, limit)], true);
    let first = pool.acquire(LEN + 4000).expect("there is room");
    assert!(
        lanes.send_sole(2, 0, first).is_err(),
        "zenoh does not know the buffer"
    );
    let full = 2 + DEPTH as i64;
    (2..full).for_each(|number| send_sole(&lanes, &pool, number));
    let buffer = lanes.send_sole(full, 0, known()).expect_err("the lane is full");
    ring.free(take(&ring, 2).0);
    lanes.send_sole(full, 0, buffer).expect("there is room");
    ring.stop();
    assert!(lanes.send_sole(full + 1, 0, known()).is_err());
}

#[test]
fn a_lane_ends_between_two_samples_if_its_subscriber_wants_no_more() {
    let Some((lanes, to, ring)) = made(ShmPool::of(8192)).and_then(lanes_and_ring) else {
        return;
    };
    assert!(send(&lanes, 1).is_covered);
    ring.stop();
    // By itself, the keeper's thread of this process does the same.
    sweep_all();
    assert_eq!(lanes.served(), []);
    assert_eq!(ring.end(), Some(2), "after the sample that it has");
    let sent = send(&lanes, 2);
    assert_eq!((sent.lanes, sent.is_covered), (0, false));
    assert!(sent.has_ended, "another lane is to be offered");
    assert!(!lanes.has_any());
    let (offers, next) = lanes.to_offer(Instant::now());
    assert!(offers.is_empty() && next.is_some(), "after a pause");
    let (offers, _) = lanes.to_offer(next.expect("it is set"));
    assert_eq!(offers[0].0, to);
}
