//! Tests of messages in flight, in pools of this process.

#[cfg(not(zenoh_1_10))]
use super::super::maintenance::INTERVAL;
use super::{
    super::{buffer::ShmBuffer, fallback::FallbackReason, pool::ShmPool, test_pool::made},
    *,
};
#[cfg(not(zenoh_1_10))]
use zenoh::shm::ShmBuf;
use zenoh::shm::ZShm;
#[cfg(zenoh_1_10)]
use zenoh::shm::ZShmMut;

fn pool() -> Option<ShmPool> {
    made(ShmPool::of(500_000))
}

/// Returns a message of `len` bytes in flight, as a receiver holds it.
fn publish(pool: &ShmPool, len: usize) -> ZShm {
    let mut buffer = pool.acquire(len).expect("there is room");
    buffer.fill(0xA5);
    buffer.into_zshm()
}

#[test]
fn a_message_is_kept_while_a_receiver_holds_it_and_then_recycled() {
    let Some(pool) = pool() else { return };
    let held = publish(&pool, 1000);
    let other = pool.acquire(1000).expect("there is room for two");
    assert!(!other.is_recycled());
    assert_ne!(other.as_ptr(), held.as_ptr());
    drop(other);
    let address = held.as_ptr().addr();
    assert_eq!(pool.stats().retained, 1);
    drop(held);
    assert_eq!(pool.stats().retained, 0);
    let again = pool.acquire(900).expect("there is room");
    assert!(again.is_recycled());
    assert_eq!((again.len(), again.as_ptr().addr()), (900, address));
    assert_eq!(pool.stats().recycled, 1);
}

#[test]
fn the_buffer_that_was_released_last_is_used_first() {
    let Some(pool) = pool() else { return };
    let held = [1, 2, 3].map(|_| publish(&pool, 1000));
    let addresses = held.each_ref().map(|held| held.as_ptr().addr());
    drop(held);
    let again = [1, 2, 3].map(|_| pool.acquire(1000).expect("there is room"));
    assert!(again.iter().all(ShmBuffer::is_recycled));
    let mut again = again.map(|buffer| buffer.as_ptr().addr());
    again.reverse();
    assert_eq!(again, addresses);
}

#[test]
fn messages_that_are_held_for_long_keep_no_other_buffer_from_being_used_again() {
    let Some(pool) = pool() else { return };
    let mut held: Vec<ZShm> = (0..100).map(|_| publish(&pool, 1000)).collect();
    let address = publish(&pool, 1000).as_ptr().addr();
    for _ in 0..100 {
        assert_eq!(publish(&pool, 1000).as_ptr().addr(), address);
    }
    // Receivers usually release the first one first.
    let first = held.remove(0).as_ptr().addr();
    let [last, again] = [1, 2].map(|_| pool.acquire(1000).expect("there is room"));
    let mut found = [last, again].map(|buffer| (buffer.is_recycled(), buffer.as_ptr().addr()));
    found.sort_unstable();
    let mut expected = [(true, first), (true, address)];
    expected.sort_unstable();
    assert_eq!(found, expected);
    // One in the middle is found after some requests, each of which examines a few.
    let middle = held.remove(50).as_ptr().addr();
    let used: Vec<_> = (0..100)
        .map(|_| pool.acquire(1000).expect("there is room"))
        .collect();
    assert!(used.iter().any(|buffer| buffer.as_ptr().addr() == middle));
}

#[test]
fn a_large_free_buffer_is_not_spent_on_a_small_message() {
    let Some(pool) = pool() else { return };
    drop(publish(&pool, 400_000));
    let small = pool.acquire(100).expect("there is room");
    assert!(!small.is_recycled());
}

#[test]
fn a_held_message_expires_by_age_and_is_counted() {
    let Some(pool) = pool() else { return };
    let young = RetentionLimits::new().with_max_age(Duration::from_nanos(1));
    let pool = pool.with_retention(young);
    let held = publish(&pool, 1000);
    assert_eq!(pool.stats().retained, 1);
    assert!(pool.acquire(1000).is_ok());
    let stats = pool.stats();
    assert_eq!((stats.retained, stats.released_by_age), (0, 1));
    assert!(
        held.iter().all(|byte| *byte == 0xA5),
        "its receiver can still read it"
    );
}

#[test]
fn the_budget_sends_young_messages_to_the_heap_and_kills_none() {
    let Some(pool) = pool() else { return };
    let pool = pool.with_retention(RetentionLimits::new().with_max_bytes(2500));
    let held = [publish(&pool, 1000), publish(&pool, 1000)];
    let answer = pool.acquire(1000).map(drop);
    assert_eq!(answer, Err(FallbackReason::RetentionBudget));
    assert_eq!(pool.stats().retained, 2);
    drop(held);
    assert!(pool.acquire(2000).is_ok());
}

#[cfg(not(zenoh_1_10))]
#[test]
fn a_held_message_that_zenoh_invalidates_is_restored() {
    let Some(pool) = pool() else { return };
    let held = publish(&pool, 1000);
    Entry::of(&held).expect("the buffer has an entry").invalidate();
    assert!(!held.is_valid());
    let deadline = Instant::now() + Duration::from_secs(30);
    while !held.is_valid() {
        assert!(Instant::now() < deadline, "{}", pool.stats());
        std::thread::yield_now();
    }
    let stats = pool.stats();
    assert_eq!((stats.retained, stats.revived, stats.invalidated), (1, 1, 0));
    drop(held);
    assert!(pool.acquire(1000).expect("there is room").is_recycled());
}

#[cfg(zenoh_1_10)]
#[test]
fn an_expired_message_is_stuck_until_its_holder_releases_it() {
    let Some(pool) = pool() else { return };
    let pool = pool.with_retention(RetentionLimits::new().with_max_age(Duration::from_nanos(1)));
    let held = publish(&pool, 1000);
    let _other = pool.acquire(1000).expect("there is room for two");
    let stats = pool.stats();
    assert_eq!((stats.released_by_age, stats.stuck), (1, 1), "{stats}");
    drop(held);
    assert_eq!(pool.stats().stuck, 0, "{}", pool.stats());
}

#[cfg(zenoh_1_10)]
#[test]
fn a_hard_reference_keeps_a_buffer_valid_and_is_not_counted() {
    let Some(pool) = pool() else { return };
    let pool = pool.with_retention(RetentionLimits::none());
    let shm = publish(&pool, 1000);
    let mut in_flight = InFlight::default();
    in_flight.keep_forwarded((&shm).into(), Duration::from_millis(1));
    assert!(ZShmMut::try_from(shm).is_ok(), "no other holder is counted");
    assert_eq!(in_flight.forwarded.len(), 1);
    let deadline = Instant::now() + Duration::from_secs(30);
    while !in_flight.forwarded.is_empty() {
        assert!(Instant::now() < deadline);
        in_flight.release();
    }
}

#[cfg(not(zenoh_1_10))]
#[test]
fn a_restored_and_expired_message_is_invalidated_once_its_holder_is_silent() {
    let Some(pool) = pool() else { return };
    let long = RetentionLimits::new().with_max_age(Duration::from_millis(300));
    let pool = pool.with_retention(long);
    let held = publish(&pool, 1000);
    let entry = Entry::of(&held).expect("the buffer has an entry");
    // Simulates a killed process: it counts as a holder, and no longer confirms.
    entry.hold();
    drop(held);
    entry.invalidate();
    let deadline = Instant::now() + Duration::from_secs(30);
    while pool.stats().released_by_age == 0 {
        assert!(Instant::now() < deadline, "{}", pool.stats());
        drop(pool.acquire(1000));
    }
    // More than once on a busy machine, where zenoh invalidates it again.
    assert!(pool.stats().revived >= 1, "{}", pool.stats());
    while !entry.is_invalidated() {
        assert!(Instant::now() < deadline, "{}", pool.stats());
        std::thread::yield_now();
    }
}

#[cfg(not(zenoh_1_10))]
#[test]
fn a_restored_message_that_expires_while_nothing_is_in_flight_is_recovered() {
    let Some(pool) = pool() else { return };
    let age = 2 * IDLE;
    let pool = pool.with_retention(RetentionLimits::new().with_max_age(age));
    let start = Instant::now();
    let held = publish(&pool, 1000);
    let entry = Entry::of(&held).expect("the buffer has an entry");
    // Simulates a killed process.
    entry.hold();
    drop(held);
    entry.invalidate();
    // The maintenance thread restores the message, and then has nothing to do. The recovery thread has nothing to do either,
    // because nobody has asked for a buffer since.
    let core = pool.core().expect("the pool is created");
    let deadline = Instant::now() + Duration::from_secs(30);
    while start.elapsed() < age || core.is_watched() {
        assert!(Instant::now() < deadline, "{}", pool.stats());
        std::thread::sleep(INTERVAL);
    }
    while pool.stats().recovered == 0 {
        assert!(Instant::now() < deadline, "{}", pool.stats());
        drop(pool.acquire(1000));
        std::thread::sleep(INTERVAL);
    }
    assert!(pool.stats().revived >= 1, "{}", pool.stats());
}

#[test]
fn without_retention_nothing_is_kept() {
    let Some(pool) = pool() else { return };
    let pool = pool.with_retention(RetentionLimits::none());
    let _held = publish(&pool, 1000);
    assert_eq!(pool.stats().retained, 0);
}

#[test]
fn many_sizes_do_not_fill_the_pool_with_free_buffers() {
    let Some(pool) = pool() else { return };
    for round in 0..2000_usize {
        let len = 512 + round * 7919 % 50_000;
        drop(publish(&pool, len));
    }
    let stats = pool.stats();
    assert!(stats.bytes_in_use < 300_000, "{stats}");
}
