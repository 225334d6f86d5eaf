//! Two hosts, each with its own router, network and `/dev/shm`: shared memory inside a host, the network
//! between hosts, the same bytes everywhere.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ros_z_tests::line::Line;
use ros_z_tests::machine::{has_pool, lanes_are_on, skip};
use ros_z_tests::pair::{Pair, own_place};
use ros_z_tests::process::{DEADLINE, Process};

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const ROUTER: &str = env!("CARGO_BIN_EXE_router");
const POOL: usize = 1 << 20;

/// The endpoint of every host's router.
const LOCAL_ROUTER: &str = "tcp/127.0.0.1:7447";

/// Mount and network namespaces that exist as long as this value.
struct Host {
    keeper: Child,
}

impl Host {
    /// Creates a host whose only network is its loopback interface. Without its own `/dev/shm`, it is a container on
    /// this host.
    fn new(has_shm: bool) -> Result<Self, String> {
        let mount = if has_shm {
            "mount -t tmpfs none /dev/shm"
        } else {
            "true"
        };
        let setup = format!("{mount} && ip link set lo up && echo up && exec sleep 600");
        let keeper = Command::new("unshare")
            .args(["-m", "-n", "sh", "-c", &setup])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("unshare: {error}"))?;
        let mut host = Self { keeper };
        let mut up = [0; 3];
        let output = host.keeper.stdout.as_mut().ok_or("no output")?;
        match std::io::Read::read_exact(output, &mut up) {
            Ok(()) if &up == b"up\n" => Ok(host),
            _ => Err("separate namespaces, with a mount and an interface, are not permitted".into()),
        }
    }

    /// Returns the command that runs `words` on this host.
    fn command(&self, words: &str) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["-t", &self.keeper.id().to_string(), "-m", "-n"]);
        command.args(words.split_whitespace());
        command
    }

    fn run(&self, words: &str) {
        let status = self.command(words).status().expect("nsenter starts");
        assert!(status.success(), "{words}: {status}");
    }

    fn start(&self, words: &str) -> Process {
        Process::start_command(self.command(words))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.keeper.kill();
        let _ = self.keeper.wait();
    }
}

/// Returns two hosts with a cable between them, each with its own `/dev/shm` or with the one of this host. Prints the
/// reason and returns `None` where that is not permitted.
fn hosts(have_shm: bool) -> Option<[Host; 2]> {
    let may = Command::new("unshare").args(["-n", "true"]).output();
    if !may.is_ok_and(|output| output.status.success()) {
        println!("skipped: network namespaces are not permitted here");
        return None;
    }
    if let Err(error) = Command::new("ip").arg("-V").output() {
        skip(&format!("`ip` (package iproute2) cannot be run: {error}"));
        return None;
    }
    if !has_pool(POOL) {
        return None;
    }
    let hosts = match (Host::new(have_shm), Host::new(have_shm)) {
        (Ok(left), Ok(right)) => [left, right],
        (Err(reason), _) | (_, Err(reason)) => {
            skip(&reason);
            return None;
        }
    };
    let [left, right] = &hosts;
    left.run(&format!(
        "ip link add cable type veth peer name cable netns {}",
        right.keeper.id()
    ));
    for (host, address) in [(left, "10.231.0.1/24"), (right, "10.231.0.2/24")] {
        host.run(&format!("ip addr add {address} dev cable"));
        host.run("ip link set cable up");
    }
    Some(hosts)
}

/// Publishes small messages until every subscriber has received one, and discards them.
fn meet(publisher: &mut Process, subscribers: &mut [Process]) {
    let deadline = Instant::now() + DEADLINE;
    for (at, subscriber) in subscribers.iter_mut().enumerate() {
        while subscriber.find("sample", Duration::from_millis(50)).is_none() {
            assert!(Instant::now() < deadline, "subscriber {at} received nothing");
            publisher.tell("publish size=0");
        }
    }
    // Small messages may still be in flight: the length distinguishes them from the next ones.
    publisher.tell("stats");
    publisher.expect("stats");
    publisher.all("published");
}

/// Starts a router on each host, the right one connected to the left one.
fn routers(left: &Host, right: &Host) -> [Process; 2] {
    [
        left.start(&format!("{ROUTER} listen=tcp/0.0.0.0:7447")),
        right.start(&format!(
            "{ROUTER} listen=tcp/0.0.0.0:7447 connect=tcp/10.231.0.1:7447"
        )),
    ]
}

/// Publishes small messages until one goes through a lane, unless lanes are off.
fn wait_for_lane(publisher: &mut Process) {
    let deadline = Instant::now() + DEADLINE;
    while lanes_are_on() {
        publisher.tell("publish size=0");
        if publisher.expect("published").get::<usize>("lanes") > 0 {
            break;
        }
        assert!(
            Instant::now() < deadline,
            "no message went through a lane in time"
        );
    }
}

/// Returns the next sample of this length.
fn sample(subscriber: &mut Process, len: usize) -> Line {
    loop {
        let sample = subscriber.expect("sample");
        if sample.get::<usize>("len") == len {
            return sample;
        }
    }
}

#[test]
fn shared_memory_within_a_host_and_the_network_between_hosts_deliver_the_same_bytes() {
    let Some([left, right]) = hosts(true) else {
        return;
    };
    let _routers = routers(&left, &right);
    let place = format!("{} connect={LOCAL_ROUTER}", own_place());
    let subscribe = format!("{PEER} subscriber {place}");
    let mut subscribers = [left.start(&subscribe), right.start(&subscribe)];
    for (index, host) in [&left, &right].into_iter().enumerate() {
        let mut publisher = host.start(&format!("{PEER} publisher {place} context={POOL} wait_ms=5000"));
        publisher.tell("await");
        publisher.expect("matched");
        meet(&mut publisher, &mut subscribers);
        wait_for_lane(&mut publisher);
        for size in [10_000, 100_001, 500_000] {
            publisher.tell(&format!("publish size={size}"));
            let published = publisher.expect("published");
            assert!(published.get::<bool>("shm"), "{published:?}");
            // A router may have further receivers, so zenoh gets every message too.
            let lanes = (
                published.get::<usize>("lanes"),
                published.get::<bool>("only_lanes"),
            );
            assert_eq!(lanes, (usize::from(lanes_are_on()), false), "{published:?}");
            for (at, subscriber) in subscribers.iter_mut().enumerate() {
                let sample = sample(subscriber, published.get("len"));
                assert_eq!(
                    sample.get::<u64>("sum"),
                    published.get::<u64>("sum"),
                    "{sample:?}"
                );
                assert_eq!(sample.get::<bool>("shm"), at == index, "{sample:?}");
            }
        }
        let _: std::collections::BTreeSet<_> = publisher.finish();
    }
}

/// As with `docker run --ipc host --pid host`.
#[test]
fn two_network_namespaces_with_one_dev_shm_have_a_lane_and_nothing_comes_twice() {
    let Some([left, right]) = hosts(false) else {
        return;
    };
    let _routers = routers(&left, &right);
    let place = format!("{} connect={LOCAL_ROUTER}", own_place());
    let mut subscribers = [right.start(&format!("{PEER} subscriber {place} depth=0"))];
    let mut publisher = left.start(&format!("{PEER} publisher {place} context={POOL} wait_ms=5000"));
    publisher.tell("await");
    publisher.expect("matched");
    meet(&mut publisher, &mut subscribers);
    wait_for_lane(&mut publisher);
    let [subscriber] = &mut subscribers;
    for size in [20, 1000, 100_000].repeat(5) {
        publisher.tell(&format!("publish size={size}"));
        let published = publisher.expect("published");
        let lanes = published.get::<usize>("lanes");
        assert_eq!(lanes, usize::from(lanes_are_on()), "{published:?}");
        let sample = sample(subscriber, published.get("len"));
        for key in ["seq", "sum"] {
            let expected = published.get::<u64>(key);
            assert_eq!(sample.get::<u64>(key), expected, "{key}: {sample:?}");
        }
        assert!(subscriber.all("sample").is_empty());
    }
    drop((publisher.finish(), subscribers));
}

/// Runs `words` as the first process of a container that shares `/dev/shm` and the network, but not the
/// process IDs.
fn contained(words: &[&str]) -> Command {
    let mut command = Command::new("unshare");
    command
        .args(["--pid", "--fork", "--kill-child", "--mount-proc"])
        .args(words);
    command
}

/// Two containers cannot read each other's limits in `/proc`: only the receiver's answer shows whether it
/// maps the pool.
#[test]
fn receiver_in_another_pid_namespace_is_asked_and_loses_nothing() {
    let may = contained(&["true"]).output();
    if !may.is_ok_and(|output| output.status.success()) {
        println!("skipped: pid namespaces are not permitted here");
        return;
    }
    if !has_pool(POOL) {
        return;
    }
    let place = own_place();
    let setup = "ulimit -l 8192 && exec \"$@\"";
    let limited = ["setpriv", "--bounding-set=-ipc_lock", "sh", "-c", setup, "-"];
    let subscribe = format!("{PEER} subscriber {place}");
    let words: Vec<&str> = limited.into_iter().chain(subscribe.split_whitespace()).collect();
    let subscriber = Process::start_command(contained(&words));
    // It can negotiate shared memory, but cannot map another table of zenoh.
    let children = Command::new("pgrep")
        .args(["-P", &subscriber.id().to_string()])
        .output();
    let child = children.expect("pgrep starts").stdout;
    let child = String::from_utf8_lossy(&child).trim().to_owned();
    let lowered = Command::new("prlimit")
        .args(["--memlock=65536:65536", "--pid", &child])
        .status();
    assert!(lowered.is_ok_and(|status| status.success()), "process {child}");
    let publish = format!(
        "{PEER} publisher {place} context={POOL} connect={}",
        subscriber.endpoint()
    );
    let publish: Vec<&str> = publish.split_whitespace().collect();
    let mut pair = Pair::of(Process::start_command(contained(&publish)), subscriber, place);
    for exchange in pair.publish(100_000, 20) {
        exchange.assert_heap("ReceiverCannotMap");
    }
    let warnings = pair.publisher.all("warning");
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    drop(pair.end());
}
