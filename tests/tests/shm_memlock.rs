//! Shared memory works for an ordinary user with a low memory lock limit: only one of zenoh's tables is
//! locked at a time, and no pool. Where even that is not allowed, messages arrive over the network, with one
//! warning that names the limit.

use std::fs;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ros_z_shm::shm::ShmLimits;
use ros_z_tests::machine::{has_pool, lanes_are_on, skip};
use ros_z_tests::neighbours::eventually;
use ros_z_tests::ordinary::OrdinaryUser;
use ros_z_tests::pair::{Exchange, Pair, own_place};
use ros_z_tests::process::{DEADLINE, Process, assert_removed};

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const ROUTER: &str = env!("CARGO_BIN_EXE_router");

/// Serializes these tests: they run as one user, and so affect each other's files in `/dev/shm`.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Size of one of zenoh's tables.
const TABLE: u64 = 1_310_720;

/// The shared memory of zenoh in a process.
#[derive(Debug)]
struct Memory {
    /// Locked bytes.
    locked: u64,
    tables: usize,
    pools: usize,
}

fn memory(process: &Process) -> Memory {
    let read =
        |file| fs::read_to_string(format!("/proc/{}/{file}", process.id())).expect("the process is running");
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
        locked: kib.expect("the file has a line for locked memory") << 10,
        tables: sizes.iter().filter(|size| **size == TABLE).count(),
        pools: sizes.iter().filter(|size| **size > TABLE).count(),
    }
}

/// Starts a pair that runs as one ordinary user; each side may lock the given number of KiB.
fn pair(user: &OrdinaryUser, limits: [usize; 2], publisher: &str) -> Pair {
    let place = own_place();
    let command = user.peer(Some(limits[1]), &format!("subscriber {place}"));
    let subscriber = Process::start_command(command);
    let arguments = format!("publisher {place} connect={} {publisher}", subscriber.endpoint());
    let publisher = Process::start_command(user.peer(Some(limits[0]), &arguments));
    Pair::of(publisher, subscriber, place)
}

#[test]
fn pool_without_a_lockable_table_warns_once_and_falls_back_to_the_heap() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    for kib in [0, 64] {
        let mut pair = pair(&user, [kib, kib], "context=on");
        for exchange in pair.publish(100_000, 3) {
            exchange.assert_heap("PoolUnavailable");
            assert_eq!(exchange.published.get::<usize>("lanes"), 0, "{kib}");
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
fn ordinary_user_publishes_and_receives_with_the_default_pool() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    // The second subscriber uses zenoh's client, like a ROS 2 node: it locks the pool.
    for (subscriber, has_lane) in [("", lanes_are_on()), ("via=zenoh", false)] {
        let place = own_place();
        let command = user.peer(Some(8192), &format!("subscriber {place} {subscriber}"));
        let subscriber = Process::start_command(command);
        let arguments = format!("publisher {place} connect={} context=on", subscriber.endpoint());
        let publisher = Process::start_command(user.peer(Some(8192), &arguments));
        let mut pair = Pair::of(publisher, subscriber, place);
        for exchange in pair.publish(1_000_000, 5) {
            exchange.assert_shm();
            let lanes = exchange.published.get::<usize>("lanes");
            assert_eq!(lanes, usize::from(has_lane), "{exchange:?}");
        }
        assert!(pair.publisher.all("warning").is_empty());
        assert!(pair.subscriber.all("warning").is_empty());
        pair.finish();
    }
}

#[test]
fn pools_larger_than_the_limit_are_created_and_received_from() {
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
        assert!(locked < TABLE, "{locked} bytes are still locked");
    }
    pair.finish();
}

#[test]
fn late_subscriber_receives_from_a_pool_larger_than_its_limit() {
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
fn subscriber_uses_shared_memory_however_often_its_publisher_restarts() {
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
        assert!(
            locked < TABLE,
            "restart {restart}: {locked} bytes are still locked"
        );
        subscriber = pair.end_publisher();
    }
    // Pools are unmapped. Of each process that ended, zenoh keeps the table mapped, but not locked.
    eventually("no pool is mapped", || memory(&subscriber).pools == 0);
    let memory = memory(&subscriber);
    assert!(
        memory.locked < TABLE && memory.tables <= RESTARTS + 1,
        "{memory:?}"
    );
    assert_removed(&subscriber.finish());
}

#[test]
fn subscriber_that_cannot_lock_receives_over_the_network_and_warns() {
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
fn publisher_warns_about_a_foreign_subscriber_that_cannot_lock_its_new_pool() {
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
fn another_user_receives_over_the_network() {
    let _alone = alone();
    let Some(user) = OrdinaryUser::prepare(PEER) else {
        return;
    };
    if !user.is_another() || !has_pool(1 << 20) {
        println!("skipped: only root can become another user");
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

/// Returns whether a process of this user may create a pool of `bytes` bytes. Creates none here: receivers
/// would find it.
fn has_room(bytes: u64) -> bool {
    let limits = ShmLimits::read();
    let is_allowed = limits.memlock().is_none_or(|limit| limit > 2 * bytes);
    let has_room = limits.dev_shm_free().is_none_or(|free| free > 2 * bytes);
    is_allowed && has_room || skip(&format!("a {bytes}-byte pool does not fit: {limits:?}"))
}

/// Returns the command of a peer of the same user as this test, which may lock `kib` KiB. Prints the reason
/// and returns `None` where that is impossible.
fn limited(kib: u64, arguments: &str) -> Option<Command> {
    let setup = format!("ulimit -l {kib} && exec \"$@\"");
    let words = ["setpriv", "--bounding-set=-ipc_lock", "sh", "-c", &setup, "-"];
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    let trial = Command::new(words[0]).args(&words[1..]).arg("true").output();
    if !trial.as_ref().is_ok_and(|output| output.status.success()) {
        skip(&format!("a memory lock limit cannot be set: {trial:?}"));
        return None;
    }
    command.arg(PEER).args(arguments.split_whitespace());
    Some(command)
}

/// Lowers the memory lock limit of a running process: it can negotiate shared memory, but cannot map a table
/// of zenoh.
fn forbid_locking(process: &Process) -> bool {
    let id = process.id().to_string();
    let answer = Command::new("prlimit")
        .args(["--memlock=65536:65536", "--pid", &id])
        .status();
    answer.as_ref().is_ok_and(|status| status.success()) || skip(&format!("prlimit: {answer:?}"))
}

/// Checks that each message arrived, and that each fallback to the heap was counted under `reason`.
#[track_caller]
fn assert_counted(pair: &mut Pair, exchanges: &[Exchange], reason: &str) {
    let on_heap = exchanges.iter().filter(|exchange| !exchange.was_put_into_shm());
    let stats = pair.stats();
    assert_eq!(stats.get::<usize>(reason), on_heap.count(), "{stats:?}");
    for exchange in exchanges {
        assert_eq!(
            exchange.was_put_into_shm(),
            exchange.arrived_in_shm(),
            "{exchange:?}"
        );
    }
}

#[test]
fn receiver_older_than_a_pool_loses_nothing_whether_or_not_it_can_map_it() {
    let _alone = alone();
    for pool in [4 << 20, 20 << 20] {
        if !has_room(pool) {
            return;
        }
        let place = own_place();
        let Some(command) = limited(4096, &format!("subscriber {place}")) else {
            return;
        };
        let subscriber = Process::start_command(command);
        let mut pair = Pair::with_subscriber(PEER, &format!("context={pool}"), subscriber, place);
        let exchanges = pair.publish(100_000, 20);
        assert_counted(&mut pair, &exchanges, "ReceiverCannotMap");
        drop(pair.end());
    }
}

#[test]
fn receiver_that_cannot_map_a_pool_gets_every_message_and_both_sides_warn_once() {
    let _alone = alone();
    let pool = 4 << 20;
    let place = own_place();
    let Some(command) = limited(4096, &format!("subscriber {place}")).filter(|_| has_room(pool)) else {
        return;
    };
    let subscriber = Process::start_command(command);
    if !forbid_locking(&subscriber) {
        return;
    }
    let mut pair = Pair::with_subscriber(PEER, &format!("context={pool}"), subscriber, place);
    let exchanges = pair.publish(100_000, 20);
    for exchange in &exchanges {
        exchange.assert_heap("ReceiverCannotMap");
    }
    assert_counted(&mut pair, &exchanges, "ReceiverCannotMap");
    let warnings = pair.publisher.all("warning");
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    let process = format!("process {} cannot receive", pair.subscriber.id());
    for part in [&process, "RLIMIT_MEMLOCK is 65536 bytes", "ulimit -l"] {
        assert!(warnings[0].text().contains(part), "{part}: {warnings:?}");
    }
    let warnings = pair.subscriber.all("warning");
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    let process = format!("pool of process {}", pair.publisher.id());
    for part in [&process, "RLIMIT_MEMLOCK is 65536 bytes", "ulimit -l"] {
        assert!(warnings[0].text().contains(part), "{part}: {warnings:?}");
    }
    pair.publisher.tell("report");
    let report = pair.publisher.expect("report");
    for part in [
        "shared memory; its memory lock limit is 64.0 KiB",
        "not mapped there",
        "it uses this library",
    ] {
        assert!(report.text().contains(part), "{part}: {report:?}");
    }
    drop(pair.end());
}

#[test]
fn receiver_on_an_open_session_reports_that_it_cannot_map_a_pool() {
    let _alone = alone();
    let pool = 4 << 20;
    for via in ["session", "open_session"] {
        let place = own_place();
        let arguments = format!("subscriber via={via} {place}");
        let Some(command) = limited(4096, &arguments).filter(|_| has_room(pool)) else {
            return;
        };
        let subscriber = Process::start_command(command);
        if !forbid_locking(&subscriber) {
            return;
        }
        let publisher = format!("via={via} publisher={pool}");
        let mut pair = Pair::with_subscriber(PEER, &publisher, subscriber, place);
        let exchanges = pair.publish(100_000, 20);
        for exchange in &exchanges {
            exchange.assert_heap("ReceiverCannotMap");
        }
        assert_counted(&mut pair, &exchanges, "ReceiverCannotMap");
        // Only a receiver that was asked, and answered, logs this.
        let warnings = pair.subscriber.all("warning");
        let process = format!("pool of process {}", pair.publisher.id());
        assert!(
            warnings.iter().any(|warning| warning.text().contains(&process)),
            "{via}: {warnings:#?}"
        );
        drop(pair.end());
    }
}

#[test]
fn receiver_is_asked_again_after_its_lock_limit_is_raised() {
    let _alone = alone();
    let pool = 4 << 20;
    let place = own_place();
    let Some(command) = limited(8192, &format!("subscriber {place}")).filter(|_| has_room(pool)) else {
        return;
    };
    let subscriber = Process::start_command(command);
    let id = subscriber.id().to_string();
    let limit = |soft: &str| {
        Command::new("prlimit")
            .args([&format!("--memlock={soft}:8388608"), "--pid", &id])
            .status()
    };
    if !limit("65536").as_ref().is_ok_and(|status| status.success()) {
        skip("prlimit cannot lower a limit");
        return;
    }
    let mut pair = Pair::with_subscriber(PEER, &format!("context={pool}"), subscriber, place);
    pair.publish(100_000, 1)[0].assert_heap("ReceiverCannotMap");
    assert!(limit("8388608").is_ok_and(|status| status.success()));
    let start = std::time::Instant::now();
    while !pair.publish(100_000, 1)[0].arrived_in_shm() {
        assert!(start.elapsed() < DEADLINE, "{:?}", pair.stats());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    drop(pair.end());
}

#[test]
fn foreign_receiver_that_cannot_lock_a_pool_gets_every_message_over_the_network() {
    let _alone = alone();
    if !has_room(10 << 20) {
        return;
    }
    let place = own_place();
    let Some(command) = limited(8192, &format!("subscriber via=zenoh {place}")) else {
        return;
    };
    let subscriber = Process::start_command(command);
    let mut pair = Pair::with_subscriber(PEER, "context=on", subscriber, place);
    let exchanges = pair.publish(100_000, 5);
    for exchange in &exchanges {
        exchange.assert_heap("ReceiverCannotMap");
    }
    let warnings = pair.publisher.all("warning");
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    let process = format!("process {} cannot receive", pair.subscriber.id());
    for part in [&process, "RLIMIT_MEMLOCK is 8388608 bytes", "ulimit -l"] {
        assert!(warnings[0].text().contains(part), "{part}: {warnings:?}");
    }
    pair.publisher.tell("report");
    let report = pair.publisher.expect("report");
    assert!(
        report
            .text()
            .contains("its memory lock limit is 8.0 MiB, too low to map the 10.0 MiB pool"),
        "{report:?}"
    );
    drop(pair.end());
}

#[test]
fn foreign_receiver_within_its_limit_gets_shared_memory_from_the_first_message() {
    let _alone = alone();
    let pool = 2 << 20;
    let place = own_place();
    let Some(command) = limited(8192, &format!("subscriber via=zenoh {place}")).filter(|_| has_room(pool))
    else {
        return;
    };
    let subscriber = Process::start_command(command);
    let mut pair = Pair::with_subscriber(PEER, &format!("context={pool}"), subscriber, place);
    pair.publish(100_000, 5).iter().for_each(Exchange::assert_shm);
    assert!(pair.publisher.all("warning").is_empty());
    drop(pair.end());
}

#[test]
fn receiver_warns_about_a_foreign_pool_that_it_cannot_lock() {
    let _alone = alone();
    if !has_room(48 << 20) {
        return;
    }
    let place = own_place();
    let Some(command) = limited(8192, &format!("subscriber via=session {place}")) else {
        return;
    };
    let mut subscriber = Process::start_command(command);
    let pool = 48 << 20;
    let arguments = format!("foreign {place} pool={pool} connect={}", subscriber.endpoint());
    let foreign = Process::start(PEER, &arguments);
    let warning = subscriber.expect("warning");
    let process = format!("messages of process {} may be lost", foreign.id());
    for part in [
        &process,
        "50331648-byte shared memory pool",
        "RLIMIT_MEMLOCK is 8388608 bytes",
        "ulimit -l",
    ] {
        assert!(warning.text().contains(part), "{part}: {warning:?}");
    }
    assert!(subscriber.all("warning").is_empty());
}

#[test]
fn receiver_connected_through_a_router_without_a_mapped_pool_gets_every_message() {
    let _alone = alone();
    let pool = 4 << 20;
    let place = own_place();
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let router = format!("tcp/{}", port.expect("the router has a port"));
    let _router = Process::start(ROUTER, &format!("router listen={router}"));
    let arguments = format!("subscriber {place} connect={router}");
    let Some(mut command) = limited(8192, &arguments).filter(|_| has_room(pool)) else {
        return;
    };
    // Clients communicate only through their router.
    let variable = ("ZENOH_CONFIG_OVERRIDE", "mode=\"client\"");
    command.env(variable.0, variable.1);
    let subscriber = Process::start_command(command);
    if !forbid_locking(&subscriber) {
        return;
    }
    let mut command = Command::new(PEER);
    command.args(format!("publisher {place} context={pool} connect={router}").split_whitespace());
    command.env(variable.0, variable.1);
    let mut pair = Pair::of(Process::start_command(command), subscriber, place);
    for exchange in pair.publish(100_000, 5) {
        exchange.assert_heap("ReceiverCannotMap");
    }
    drop(pair.end());
}
