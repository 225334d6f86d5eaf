//! A context tells of every connected process whether shared memory was negotiated with it and, if
//! not, what stands in the way.

use ros_z::report::{Finding, Obstacle, PeerReport};
use ros_z::{ShmReport, ZContext, ZContextBuilder};
use ros_z_tests::machine::{has_pool, skip};
use ros_z_tests::pair::{Exchange, Pair, own_place};
use ros_z_tests::process::{DEADLINE, Process};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::{Duration, Instant};

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const POOL: usize = 1 << 20;

/// A context with a pool, or `None` where there cannot be one.
fn context(session: impl Fn(ZContextBuilder) -> ZContextBuilder) -> Option<ZContext> {
    let builder = ZContextBuilder::default()
        .with_domain_id(std::process::id() as usize)
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints([""; 0])
        .with_multicast_scouting(false)
        .with_shm_pool_size(POOL)
        .expect("a possible size");
    has_pool(POOL).then(|| session(builder).build().expect("a context"))
}

/// The command of a subscriber that connects to the context, run by `wrapper`.
fn peer(context: &ZContext, wrapper: &[&str]) -> Command {
    use zenoh::Wait;
    let endpoint = context.session().info().locators().wait()[0].to_string();
    let words: Vec<String> = wrapper.iter().map(|word| (*word).to_owned()).collect();
    let arguments = format!("{PEER} subscriber {} connect={endpoint}", own_place());
    let mut words = words
        .into_iter()
        .chain(arguments.split_whitespace().map(Into::into));
    let mut command = Command::new(words.next().expect("at least the peer"));
    command.args(words);
    command
}

/// What the context says of its only peer.
fn report(context: &ZContext, command: Command) -> (ShmReport, PeerReport) {
    let _peer = Process::start_command(command);
    let deadline = Instant::now() + DEADLINE;
    while Instant::now() < deadline {
        let report = context.shm_report();
        if let [peer] = report.peers()
            && !peer.links().is_empty()
        {
            let peer = peer.clone();
            println!("{report}");
            return (report, peer);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the peer does not connect: {}", context.shm_report());
}

/// Why this command cannot be run here; `None` if it can.
fn refusal(words: &[&str]) -> Option<String> {
    match Command::new(words[0]).args(&words[1..]).arg("true").output() {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(format!(
            "{words:?}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Some(format!("{words:?}: {error}")),
    }
}

#[test]
fn a_peer_with_shared_memory_has_negotiated_it() {
    let Some(context) = context(|builder| builder) else {
        return;
    };
    let command = peer(&context, &[]);
    let (report, peer) = report(&context, command);
    assert!(report.is_session_enabled());
    assert_eq!(
        report.config().and_then(|config| config.pool().capacity()),
        Some(POOL)
    );
    assert!(peer.is_negotiated(), "{peer}");
    assert_eq!(peer.obstacle(), None);
    for finding in [
        Finding::SameHost(true),
        Finding::SameDevShm(true),
        Finding::MapsShm(true),
    ] {
        assert!(peer.findings().contains(&finding), "{finding}: {peer:?}");
    }
    assert!(peer.to_string().ends_with(": shared memory"), "{peer}");
}

#[test]
fn a_peer_that_has_it_switched_off_is_told_from_others() {
    let Some(context) = context(|builder| builder) else {
        return;
    };
    let mut command = peer(&context, &[]);
    command.env("ZENOH_CONFIG_OVERRIDE", "transport/shared_memory/enabled=false");
    let (_, peer) = report(&context, command);
    assert!(!peer.is_negotiated());
    assert_eq!(peer.obstacle(), Some(&Obstacle::DisabledThere), "{peer}");
    let text = peer.to_string();
    assert!(
        text.contains("network; likely: shared memory is off there"),
        "{text}"
    );
}

#[test]
fn a_session_that_has_it_switched_off_is_the_reason_for_all() {
    let mut config = zenoh::Config::default();
    for (key, value) in [
        ("listen/endpoints", r#"["tcp/127.0.0.1:0"]"#),
        ("scouting/multicast/enabled", "false"),
        ("transport/shared_memory/enabled", "false"),
    ] {
        config.insert_json5(key, value).expect("a key of zenoh");
    }
    let Some(context) = context(|builder| builder.with_zenoh_config(config.clone())) else {
        return;
    };
    let command = peer(&context, &[]);
    let (report, peer) = report(&context, command);
    assert!(!report.is_session_enabled());
    assert_eq!(peer.obstacle(), Some(&Obstacle::DisabledHere), "{peer}");
    assert!(
        report
            .to_string()
            .starts_with("shared memory of the session: off"),
        "{report}"
    );
}

#[test]
fn a_dev_shm_of_its_own_is_found() {
    let Some(context) = context(|builder| builder) else {
        return;
    };
    let own_dev_shm = [
        "unshare",
        "-m",
        "sh",
        "-c",
        "mount -t tmpfs none /dev/shm && exec \"$@\"",
        "-",
    ];
    if let Some(reason) = refusal(&own_dev_shm) {
        return println!("skipped: {reason}");
    }
    let command = peer(&context, &own_dev_shm);
    let (_, peer) = report(&context, command);
    assert_eq!(peer.obstacle(), Some(&Obstacle::OtherDevShm), "{peer}");
}

/// What a context with a pool of `pool` bytes reports of a subscriber with `more` arguments that may lock `kib` KiB.
fn report_limited(pool: usize, kib: u64, more: &str) -> Option<PeerReport> {
    let sized = |builder: ZContextBuilder| builder.with_shm_pool_size(pool).expect("a possible size");
    let context = context(sized).filter(|_| has_pool(pool))?;
    let setup = format!("ulimit -l {kib} && exec \"$@\"");
    let limited = ["setpriv", "--bounding-set=-ipc_lock", "sh", "-c", &setup, "-"];
    if let Some(reason) = refusal(&limited) {
        skip(&reason);
        return None;
    }
    let mut command = peer(&context, &limited);
    command.args(more.split_whitespace());
    Some(report(&context, command).1)
}

#[test]
fn a_limit_below_the_pool_is_an_obstacle_for_a_peer_that_locks_it_and_for_no_other() {
    let pool = 4 << 20;
    let Some(own) = report_limited(pool, 3000, "") else {
        return;
    };
    assert!(own.is_negotiated(), "{own}");
    assert_eq!(own.obstacle(), None, "{own}");
    // zenoh's own client, as of a ROS 2 node. Less than the pool, or less than pool and table.
    for kib in [3000, 4600] {
        let Some(foreign) = report_limited(pool, kib, " via=zenoh") else {
            return;
        };
        let obstacle = Obstacle::MemlockThere {
            limit: kib << 10,
            pool: pool as u64,
        };
        assert!(foreign.is_negotiated(), "{foreign}");
        assert_eq!(foreign.obstacle(), Some(&obstacle), "{foreign}");
    }
    let Some(large) = report_limited(pool, 6000, " via=zenoh") else {
        return;
    };
    assert_eq!(large.obstacle(), None, "{large}");
}

#[test]
fn a_limit_that_is_too_low_for_anything_is_named() {
    let Some(peer) = report_limited(POOL, 64, "") else {
        return;
    };
    assert!(!peer.is_negotiated(), "{peer}");
    assert_eq!(
        peer.obstacle(),
        Some(&Obstacle::LimitThere { limit: 64 << 10 }),
        "{peer}"
    );
}

#[test]
fn another_user_is_named() {
    let Some(context) = context(|builder| builder) else {
        return;
    };
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    if let Some(reason) = refusal(&nobody) {
        skip(&reason);
        return;
    }
    // A copy, where that user can read and run it.
    let copy = std::env::temp_dir().join(format!("peer-of-nobody-{}", std::process::id()));
    std::fs::copy(PEER, &copy).expect("a copy of the peer");
    std::fs::set_permissions(&copy, PermissionsExt::from_mode(0o755)).expect("it is ours");
    let mut command = Command::new(nobody[0]);
    let original = peer(&context, &[]);
    command
        .args(&nobody[1..])
        .arg(&copy)
        .args(original.get_args())
        .current_dir("/");
    let (_, peer) = report(&context, command);
    // Nothing to be done about a copy that stays.
    let _ = std::fs::remove_file(copy);
    match peer.obstacle() {
        Some(Obstacle::OtherUser { theirs: 65534, ours }) => assert_ne!(*ours, 65534),
        _ => panic!("{peer}"),
    }
}

/// Removes the files of a process from `/dev/shm`, as logind does when their user logs out.
fn remove_files(process: u32) -> usize {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).expect("it is ours");
    let files = maps
        .lines()
        .filter_map(|line| line.get(line.find("/dev/shm/")?..));
    let removed = files.filter(|file| std::fs::remove_file(file).is_ok());
    removed.count()
}

#[test]
fn the_files_of_a_publisher_may_be_removed_once_its_receivers_have_met_it() {
    if !has_pool(POOL) {
        return;
    }
    let mut pair = Pair::start(PEER, &format!("context={POOL}"), "");
    assert!(remove_files(pair.publisher.id()) >= 2, "the pool and the table");
    // The pool is replaced, and the subscriber is asked about the fresh one: nothing is lost meanwhile.
    let exchanges = pair.publish(10_000, 20);
    assert_eq!(exchanges.len(), 20);
    let deadline = Instant::now() + DEADLINE;
    while !pair.publish(10_000, 1).iter().all(Exchange::arrived_in_shm) {
        assert!(Instant::now() < deadline, "shared memory is not used again");
    }
    // One that comes later cannot open zenoh's table: it receives over the network, and the report says why.
    let arguments = format!(
        "subscriber {} connect={}",
        pair.place(),
        pair.publisher.endpoint()
    );
    let mut late = Process::start(PEER, &arguments);
    let mut publish = || {
        pair.publisher.tell("publish size=10000");
        pair.publisher.expect("published")
    };
    let deadline = Instant::now() + DEADLINE;
    let sample = loop {
        publish();
        if let Some(sample) = late.find("sample", Duration::from_millis(50)) {
            break sample;
        }
        assert!(
            Instant::now() < deadline,
            "nothing arrives at the late subscriber"
        );
    };
    assert!(!sample.get::<bool>("shm"), "{sample:?}");
    pair.publisher.tell("report");
    let report = pair.publisher.expect("report");
    for part in ["files of shared memory were removed", "RemoveIPC=no"] {
        assert!(report.text().contains(part), "{part}: {report:?}");
    }
    assert!(!report.text().contains("another version"), "{report:?}");
}

#[test]
fn a_late_subscriber_that_shares_memory_but_finds_the_pool_removed_loses_nothing() {
    if !has_pool(POOL) {
        return;
    }
    let place = own_place();
    let mut publisher = Process::start(PEER, &format!("publisher {place} context={POOL}"));
    let maps = std::fs::read_to_string(format!("/proc/{}/maps", publisher.id())).expect("it is ours");
    let pools = maps.lines().filter_map(|line| {
        let file = line.get(line.find("/dev/shm/")?..)?;
        let len = std::fs::metadata(file).ok()?.len();
        (len >= 64 << 10).then_some(file)
    });
    for file in pools {
        std::fs::remove_file(file).expect("it is ours");
    }
    let arguments = format!("subscriber {place} connect={}", publisher.endpoint());
    let subscriber = Process::start(PEER, &arguments);
    publisher.tell("report");
    publisher.expect("report");
    let mut pair = Pair::of(publisher, subscriber, place);
    for exchange in pair.publish(10_000, 20) {
        exchange.assert_heap("ReceiverCannotMap");
    }
    let warnings = pair.publisher.all("warning");
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    assert!(warnings[0].text().contains("RemoveIPC=no"), "{warnings:?}");
    pair.publisher.tell("report");
    let report = pair.publisher.expect("report");
    assert!(
        report.text().contains("; files of shared memory were removed"),
        "{report:?}"
    );
}

#[test]
fn a_router_without_shared_memory_is_listed_with_nothing_to_fix() {
    let Some(context) = context(|builder| builder) else {
        return;
    };
    use zenoh::Wait;
    let endpoint = context.session().info().locators().wait()[0].to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_router"));
    command.args([
        "router",
        "listen=tcp/127.0.0.1:0",
        "shm=false",
        &format!("connect={endpoint}"),
    ]);
    let (report, router) = report(&context, command);
    assert_eq!(router.whatami(), zenoh::config::WhatAmI::Router);
    assert_eq!(router.obstacle(), None, "{report}");
}
