//! As an ordinary user, who may not lock much memory or none at all, everything works; by the network where
//! shared memory cannot be had, with one warning that names the limit.

use ros_z_tests::machine::has_pool;
use ros_z_tests::ordinary::OrdinaryUser;
use ros_z_tests::pair::{Exchange, Pair, own_place};
use ros_z_tests::process::Process;
use std::sync::{Mutex, MutexGuard, PoisonError};

const PEER: &str = env!("CARGO_BIN_EXE_peer");

/// What one of these tests has in `/dev/shm` matters to the others: they are of the same user.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A pair of one ordinary user, with what each side may lock, in KiB.
fn pair(user: &OrdinaryUser, limits: [usize; 2], publisher: &str) -> Pair {
    let place = own_place();
    let command = user.peer(Some(limits[1]), &format!("subscriber {place}"));
    let subscriber = Process::start_command(command);
    let arguments = format!("publisher {place} connect={} {publisher}", subscriber.endpoint());
    let publisher = Process::start_command(user.peer(Some(limits[0]), &arguments));
    Pair::of(publisher, subscriber, place)
}

#[test]
fn a_pool_that_cannot_be_locked_is_warned_about_once_and_messages_take_the_heap() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    // The default pool of 10 MiB is more than any of these.
    for kib in [0, 64, 8192] {
        let mut pair = pair(&user, [kib, kib], "context=on");
        for exchange in pair.publish(100_000, 3) {
            exchange.assert_heap("PoolUnavailable");
        }
        assert_eq!(pair.stats().get::<u64>("PoolUnavailable"), 3);
        let warnings = pair.publisher.all("warning");
        assert_eq!(warnings.len(), 1, "{kib}: {warnings:#?}");
        for part in ["RLIMIT_MEMLOCK", "ulimit -l"] {
            assert!(warnings[0].text().contains(part), "{kib}: {warnings:?}");
        }
        pair.finish();
    }
}

#[test]
fn a_pool_within_the_limit_is_used() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    let mut pair = pair(&user, [8192, 8192], "context=2097152");
    pair.publish(100_000, 3).iter().for_each(Exchange::assert_shm);
    assert!(pair.publisher.all("warning").is_empty());
    pair.finish();
}

#[test]
fn a_subscriber_that_may_lock_nothing_receives_by_the_network_and_says_so() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    for kib in [0, 64] {
        let mut pair = pair(&user, [8192, kib], "context=2097152");
        for exchange in pair.publish(100_000, 3) {
            assert!(
                exchange.was_put_into_shm() && !exchange.arrived_in_shm(),
                "{exchange:?}"
            );
        }
        let warnings = pair.subscriber.all("warning");
        assert_eq!(warnings.len(), 1, "{kib}: {warnings:#?}");
        assert!(warnings[0].text().contains("ulimit -l"), "{kib}: {warnings:?}");
        pair.finish();
    }
}

#[test]
fn a_subscriber_that_may_not_lock_a_pool_that_is_there_receives_by_the_network_and_says_so() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    let place = own_place();
    let publisher = user.peer(Some(8192), &format!("publisher {place} context=5000000"));
    let publisher = Process::start_command(publisher);
    let arguments = format!("subscriber {place} connect={}", publisher.endpoint());
    let subscriber = Process::start_command(user.peer(Some(4096), &arguments));
    let mut pair = Pair::of(publisher, subscriber, place);
    for exchange in pair.publish(100_000, 3) {
        assert!(
            exchange.was_put_into_shm() && !exchange.arrived_in_shm(),
            "{exchange:?}"
        );
    }
    let warnings = pair.subscriber.all("warning");
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    for part in ["RLIMIT_MEMLOCK", "pool of", "ulimit -l"] {
        assert!(warnings[0].text().contains(part), "{warnings:?}");
    }
    pair.finish();
}

#[test]
fn a_publisher_is_warned_of_a_subscriber_that_may_not_lock_its_new_pool() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    let mut pair = pair(&user, [8192, 4096], "context=5000000");
    let warnings = pair.publisher.all("warning");
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    let process = format!("process {} cannot receive", pair.subscriber.id());
    for part in [&process, "RLIMIT_MEMLOCK", "4194304", "ulimit -l"] {
        assert!(warnings[0].text().contains(part), "{part}: {warnings:?}");
    }
    pair.finish();
}

#[test]
fn another_user_receives_by_the_network() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    if !user.is_another() || !has_pool(1 << 20) {
        println!("skipped: there is no other user to be had without root");
        return;
    }
    let place = own_place();
    let subscriber = Process::start_command(user.peer(None, &format!("subscriber {place}")));
    let mut pair = Pair::with_subscriber(PEER, "context=1048576", subscriber, place);
    for exchange in pair.publish(100_000, 3) {
        assert!(
            exchange.was_put_into_shm() && !exchange.arrived_in_shm(),
            "{exchange:?}"
        );
    }
    pair.finish();
}
