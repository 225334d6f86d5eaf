//! As an ordinary user, who may not lock much memory, shared memory works: one of zenoh's tables is locked at a time, and no
//! pool. Where not even that is allowed, messages arrive over the network, with one warning that names the limit.

use ros_z_tests::machine::has_pool;
use ros_z_tests::neighbours::eventually;
use ros_z_tests::ordinary::OrdinaryUser;
use ros_z_tests::pair::{Exchange, Pair, own_place};
use ros_z_tests::process::{Process, assert_removed};
use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};

const PEER: &str = env!("CARGO_BIN_EXE_peer");

/// What one of these tests has in `/dev/shm` matters to the others: they are of the same user.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The size of one of zenoh's tables.
const TABLE: u64 = 1_310_720;

/// What a process has of zenoh's shared memory.
#[derive(Debug)]
struct Memory {
    /// Bytes locked.
    locked: u64,
    tables: usize,
    pools: usize,
}

fn memory(process: &Process) -> Memory {
    let read = |file| fs::read_to_string(format!("/proc/{}/{file}", process.id())).expect("it runs");
    let status = read("status");
    let locked = status.lines().find_map(|line| line.strip_prefix("VmLck:"));
    let kib = locked.and_then(|locked| locked.split_whitespace().next()?.parse::<u64>().ok());
    let maps = read("maps");
    let sizes = maps
        .lines()
        .filter(|line| line.contains(".zenoh"))
        .filter_map(|line| {
            let (start, end) = line.split_whitespace().next()?.split_once('-')?;
            let [start, end] = [start, end].map(|address| u64::from_str_radix(address, 16).ok());
            end?.checked_sub(start?)
        });
    let sizes: Vec<u64> = sizes.collect();
    Memory {
        locked: kib.expect("there is such a line") << 10,
        tables: sizes.iter().filter(|size| **size == TABLE).count(),
        pools: sizes.iter().filter(|size| **size > TABLE).count(),
    }
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
fn a_pool_whose_table_cannot_be_locked_is_warned_about_once_and_messages_take_the_heap() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    for kib in [0, 64] {
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
fn the_default_pool_is_used_by_an_ordinary_user_and_received_from_by_one() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    // The second has zenoh's own client, as a ROS 2 node: it locks the pool.
    for subscriber in ["", "via=zenoh"] {
        let place = own_place();
        let command = user.peer(Some(8192), &format!("subscriber {place} {subscriber}"));
        let subscriber = Process::start_command(command);
        let arguments = format!("publisher {place} connect={} context=on", subscriber.endpoint());
        let publisher = Process::start_command(user.peer(Some(8192), &arguments));
        let mut pair = Pair::of(publisher, subscriber, place);
        pair.publish(1_000_000, 5).iter().for_each(Exchange::assert_shm);
        assert!(pair.publisher.all("warning").is_empty());
        assert!(pair.subscriber.all("warning").is_empty());
        pair.finish();
    }
}

#[test]
fn pools_larger_than_the_limit_are_made_and_received_from() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    let mut pair = pair(&user, [4096, 4096], "context=20971520");
    pair.publish(1_000_000, 10).iter().for_each(Exchange::assert_shm);
    assert!(pair.publisher.all("warning").is_empty());
    assert!(pair.subscriber.all("warning").is_empty());
    for process in [&pair.publisher, &pair.subscriber] {
        let locked = memory(process).locked;
        assert!(locked < TABLE, "{locked} bytes stay locked");
    }
    pair.finish();
}

#[test]
fn a_subscriber_that_comes_after_a_pool_larger_than_its_limit_receives_from_it() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    let place = own_place();
    let publisher = user.peer(Some(8192), &format!("publisher {place} context=20971520"));
    let publisher = Process::start_command(publisher);
    let arguments = format!("subscriber {place} connect={}", publisher.endpoint());
    let subscriber = Process::start_command(user.peer(Some(4096), &arguments));
    let mut pair = Pair::of(publisher, subscriber, place);
    pair.publish(100_000, 3).iter().for_each(Exchange::assert_shm);
    assert!(pair.subscriber.all("warning").is_empty());
    pair.finish();
}

#[test]
fn providers_of_the_program_are_locked_one_at_a_time() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    let mut pair = pair(
        &user,
        [8192, 8192],
        "workshop=6000000 context=provider provider=6000000",
    );
    pair.publish(100_000, 3).iter().for_each(Exchange::assert_shm);
    pair.finish();
}

#[test]
fn a_subscriber_receives_through_shared_memory_however_often_its_publisher_restarts() {
    const RESTARTS: usize = 8;
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    let place = own_place();
    let mut subscriber = Process::start_command(user.peer(Some(8192), &format!("subscriber {place}")));
    for restart in 0..RESTARTS {
        let arguments = format!(
            "publisher {place} connect={} context=4000000",
            subscriber.endpoint()
        );
        let publisher = Process::start_command(user.peer(Some(8192), &arguments));
        let mut pair = Pair::of(publisher, subscriber, place.clone());
        for exchange in pair.publish(1_000_000, 2) {
            exchange.assert_shm();
        }
        let locked = memory(&pair.subscriber).locked;
        assert!(locked < TABLE, "restart {restart}: {locked} bytes stay locked");
        subscriber = pair.end_publisher();
    }
    // Pools are unmapped; of each process that ended, zenoh keeps its table mapped, not locked.
    eventually("no pool is mapped", || memory(&subscriber).pools == 0);
    let memory = memory(&subscriber);
    assert!(
        memory.locked < TABLE && memory.tables <= RESTARTS + 1,
        "{memory:?}"
    );
    assert_removed(&subscriber.finish());
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
fn a_publisher_is_warned_of_a_foreign_subscriber_that_may_not_lock_its_new_pool() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    let place = own_place();
    let command = user.peer(Some(4096), &format!("subscriber {place} via=zenoh"));
    let subscriber = Process::start_command(command);
    let arguments = format!(
        "publisher {place} connect={} context=5000000",
        subscriber.endpoint()
    );
    let publisher = Process::start_command(user.peer(Some(8192), &arguments));
    let mut pair = Pair::of(publisher, subscriber, place);
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
