//! The report of a context: for every connected process, whether shared memory was negotiated and, if not,
//! why.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::{Duration, Instant};

use ros_z::report::{Finding, Obstacle, PeerReport};
use ros_z::{ShmReport, ZContext, ZContextBuilder};
use ros_z_tests::machine::{has_pool, skip};
use ros_z_tests::pair::{Exchange, Pair, own_place};
use ros_z_tests::process::{DEADLINE, Process};

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const POOL: usize = 1 << 20;

/// Returns a context with a pool, or `None` where a pool cannot be created.
fn context(session: impl Fn(ZContextBuilder) -> ZContextBuilder) -> Option<ZContext> {
    let builder = ZContextBuilder::default()
        .with_domain_id(std::process::id() as usize)
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints([""; 0])
        .with_multicast_scouting(false)
        .with_shm_pool_size(POOL)
        .expect("the size is valid");
    has_pool(POOL).then(|| session(builder).build().expect("the context opens"))
}

/// Returns the command of a subscriber that connects to the context, run by `wrapper`.
fn peer(context: &ZContext, wrapper: &[&str]) -> Command {
    use zenoh::Wait;
    let endpoint = context.session().info().locators().wait()[0].to_string();
    let words: Vec<String> = wrapper.iter().map(|word| (*word).to_owned()).collect();
    let arguments = format!("{PEER} subscriber {} connect={endpoint}", own_place());
    let mut words = words
        .into_iter()
        .chain(arguments.split_whitespace().map(Into::into));
    let mut command = Command::new(words.next().expect("the command is not empty"));
    command.args(words);
    command
}

/// Returns the report about the context's only peer.
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
    panic!("the peer did not connect: {}", context.shm_report());
}

/// Returns why this command cannot run here; `None` if it can.
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
fn peer_with_shared_memory_has_negotiated_it() {
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
fn peer_with_shared_memory_off_is_reported_as_off() {
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
fn own_session_with_shared_memory_off_is_reported_as_the_reason() {
    let mut config = zenoh::Config::default();
    for (key, value) in [
        ("listen/endpoints", r#"["tcp/127.0.0.1:0"]"#),
        ("scouting/multicast/enabled", "false"),
        ("transport/shared_memory/enabled", "false"),
    ] {
        config
            .insert_json5(key, value)
            .expect("zenoh accepts the setting");
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
fn separate_dev_shm_of_a_peer_is_reported() {
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

/// Returns the report of a context with a pool of `pool` bytes about a subscriber with `more` arguments that
/// may lock `kib` KiB.
fn report_limited(pool: usize, kib: u64, more: &str) -> Option<PeerReport> {
    let sized = |builder: ZContextBuilder| builder.with_shm_pool_size(pool).expect("the size is valid");
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
fn lock_limit_below_the_pool_is_reported_only_for_peers_that_lock_it() {
    let pool = 4 << 20;
    let Some(own) = report_limited(pool, 3000, "") else {
        return;
    };
    assert!(own.is_negotiated(), "{own}");
    assert_eq!(own.obstacle(), None, "{own}");
    // zenoh's client, which a ROS 2 node uses. Less than the pool, or less than pool and table.
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
fn lock_limit_below_every_need_is_reported() {
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
fn peer_of_another_user_is_reported() {
    let Some(context) = context(|builder| builder) else {
        return;
    };
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    if let Some(reason) = refusal(&nobody) {
        skip(&reason);
        return;
    }
    // A copy that the other user can read and run.
    let copy = std::env::temp_dir().join(format!("peer-of-nobody-{}", std::process::id()));
    std::fs::copy(PEER, &copy).expect("the peer can be copied");
    std::fs::set_permissions(&copy, PermissionsExt::from_mode(0o755)).expect("the copy belongs to this user");
    let mut command = Command::new(nobody[0]);
    let original = peer(&context, &[]);
    command
        .args(&nobody[1..])
        .arg(&copy)
        .args(original.get_args())
        .current_dir("/");
    let (_, peer) = report(&context, command);
    // A copy that remains does no harm.
    let _ = std::fs::remove_file(copy);
    match peer.obstacle() {
        Some(Obstacle::OtherUser { theirs: 65534, ours }) => assert_ne!(*ours, 65534),
        _ => panic!("{peer}"),
    }
}

/// Removes the files of a process from `/dev/shm`, as logind does when their user logs out.
fn remove_files(process: u32) -> usize {
    let maps =
        std::fs::read_to_string(format!("/proc/{process}/maps")).expect("the process belongs to this user");
    let files = maps
        .lines()
        .filter_map(|line| line.get(line.find("/dev/shm/")?..));
    let removed = files.filter(|file| std::fs::remove_file(file).is_ok());
    removed.count()
}

#[test]
fn removed_publisher_files_do_not_affect_receivers_that_mapped_them() {
    if !has_pool(POOL) {
        return;
    }
    let mut pair = Pair::start(PEER, &format!("context={POOL}"), "");
    assert!(
        remove_files(pair.publisher.id()) >= 2,
        "the files of the pool and the table are removed"
    );
    // The pool is replaced, and the subscriber is asked whether it maps the new one: nothing is lost
    // meanwhile.
    let exchanges = pair.publish(10_000, 20);
    assert_eq!(exchanges.len(), 20);
    let deadline = Instant::now() + DEADLINE;
    while !pair.publish(10_000, 1).iter().all(Exchange::arrived_in_shm) {
        assert!(
            Instant::now() < deadline,
            "shared memory was not used again in time"
        );
    }
    // A later subscriber cannot open zenoh's table: it receives over the network, and the report explains
    // why.
    let mut late = pair.another_subscriber(PEER, "");
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
        assert!(Instant::now() < deadline, "the late subscriber received nothing");
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
fn late_subscriber_without_the_pool_file_loses_nothing() {
    if !has_pool(POOL) {
        return;
    }
    let place = own_place();
    let mut publisher = Process::start(PEER, &format!("publisher {place} context={POOL}"));
    let maps = std::fs::read_to_string(format!("/proc/{}/maps", publisher.id()))
        .expect("the process belongs to this user");
    let pools = maps.lines().filter_map(|line| {
        let file = line.get(line.find("/dev/shm/")?..)?;
        let len = std::fs::metadata(file).ok()?.len();
        (len >= 64 << 10).then_some(file)
    });
    for file in pools {
        std::fs::remove_file(file).expect("the file belongs to this user");
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
fn router_without_shared_memory_is_listed_without_a_problem() {
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
