//! Tests of the lanes of one publisher, without a subscriber at their ends.

use super::bell::Bell;
use super::lanes::{InLanes, LaneIdentity, Lanes, sweep_all};
use super::layout::MAX_BYTES;
use super::ring_reader::{RingReader, Taken, TakenContent};
use super::writer::Destination;
use crate::queue::QueueLimit;
use crate::shm::sealed::SealedMemory;
use crate::shm::test_pool::made;
use crate::shm::{FallbackReason, ShmPool};
use std::sync::Arc;
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;

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
    lanes.sweep();
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
    const LEN: usize = 40_000;
    let Some(pool) = made(ShmPool::of(LEN)) else {
        return;
    };
    let Some((lanes, _, ring)) = lanes_and_ring(pool.clone()) else {
        return;
    };
    // The keeper's thread would release it too, some milliseconds later.
    for number in 1..=50 {
        let message = pool.acquire(LEN).expect("the pool is whole").into_zshm();
        assert_eq!(lanes.send(number, 0, &ZBytes::from(message), None).lanes, 1);
        assert_eq!(pool.acquire(LEN).err(), Some(FallbackReason::PoolExhausted));
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
