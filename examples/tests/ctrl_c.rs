//! Ctrl-C ends an example: its exit code is 0, it is gone from the graph of others, and nothing of it is left in
//! `/dev/shm`.

use ros_z::shm::ShmPool;
use ros_z::{Graph, ZContext, ZContextBuilder};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use zenoh::Wait;

/// How long it may take to come up, on a machine that is busy with something else.
const DEADLINE: Duration = Duration::from_secs(60);

/// How long it may take to be gone. Far less than the 60 s after which a peer that says nothing is given up.
const AT_ONCE: Duration = Duration::from_secs(10);

const DOMAIN: usize = 42;

/// One example at a time: a process that starts removes the files that nobody has locked, and for a moment a new pool
/// is not locked yet.
static TURN: Mutex<()> = Mutex::new(());

/// An example that is running. Killed when dropped.
struct Example(Child);

impl Example {
    /// Starts an example that knows only the session at `endpoint`.
    fn start(name: &str, arguments: &[&str], endpoint: &str) -> Self {
        let test = std::env::current_exe().expect("the path of this test");
        let built = test
            .parent()
            .and_then(Path::parent)
            .expect("the target directory");
        let example = built.join("examples").join(name);
        let overrides = format!("connect/endpoints=[{endpoint:?}];scouting/multicast/enabled=false");
        let child = Command::new(&example)
            .args(arguments)
            .env("ROS_DOMAIN_ID", DOMAIN.to_string())
            .env("ZENOH_CONFIG_OVERRIDE", overrides)
            .env_remove("ZENOH_SESSION_CONFIG_URI")
            .stdout(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                let example = example.display();
                panic!("{example}: {error}; `cargo build -p ros-z-examples --examples` builds it")
            });
        Self(child)
    }

    /// The pools that it has mapped. A file of a page belongs to a handshake: zenoh leaves one now and then, for the
    /// next process to remove.
    fn pools(&self) -> Vec<PathBuf> {
        let maps = std::fs::read_to_string(format!("/proc/{}/maps", self.0.id())).unwrap_or_default();
        let files = maps
            .lines()
            .filter_map(|line| line.find("/dev/shm/").map(|at| &line[at..]));
        files
            .filter(|file| std::fs::metadata(file).is_ok_and(|file| file.len() >= 64 << 10))
            .map(PathBuf::from)
            .collect()
    }

    /// Sends the signal of Ctrl-C, and waits for the end.
    fn interrupt(&mut self) -> ExitStatus {
        let id = self.0.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(
            sent.is_ok_and(|status| status.success()),
            "it runs until it is told"
        );
        let start = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().expect("a child can be waited for") {
                return status;
            }
            assert!(start.elapsed() < AT_ONCE, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Example {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A context that looks for nobody, and where it listens.
fn observer() -> ros_z::Result<(ZContext, String)> {
    let context = ZContextBuilder::default()
        .with_domain_id(DOMAIN)
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints(Vec::<String>::new())
        .with_multicast_scouting(false)
        .build()?;
    let locators = context.session().info().locators().wait();
    let endpoint = locators.first().expect("the session listens").to_string();
    Ok((context, endpoint))
}

/// Starts an example, waits until `is_up`, and interrupts it.
fn ends(name: &str, is_up: impl Fn(&Graph, &Example) -> bool) -> ros_z::Result<()> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (context, endpoint) = observer()?;
    let graph = context.graph()?;
    let mut example = Example::start(name, &[], &endpoint);
    let is_there = graph.wait_until(DEADLINE, |graph| !graph.nodes().is_empty());
    assert!(is_there, "{name} is not in the graph");
    let start = Instant::now();
    while !is_up(&graph, &example) {
        assert!(start.elapsed() < DEADLINE, "{name} is not up");
        std::thread::sleep(Duration::from_millis(5));
    }
    let pools = example.pools();
    assert_eq!(example.interrupt().code(), Some(0), "{name}");
    let is_gone = graph.wait_until(AT_ONCE, |graph| {
        graph.nodes().is_empty() && graph.topics().is_empty() && graph.services().is_empty()
    });
    assert!(is_gone, "{name} is still in the graph");
    let left: Vec<&PathBuf> = pools.iter().filter(|file| file.exists()).collect();
    assert!(left.is_empty(), "{name} left {left:?}");
    Ok(())
}

#[test]
fn a_talker() -> ros_z::Result<()> {
    ends("talker", |graph, _| !graph.publishers("/chatter").is_empty())
}

#[test]
fn a_listener() -> ros_z::Result<()> {
    ends("listener", |graph, _| !graph.subscriptions("/chatter").is_empty())
}

#[test]
fn a_publisher_with_a_pool() -> ros_z::Result<()> {
    // Where little memory may be locked, it publishes without.
    let has_pool = ShmPool::of(64 << 20).is_ok();
    ends("pointcloud_pub", |graph, example| {
        !graph.publishers("/points").is_empty() && (!has_pool || !example.pools().is_empty())
    })
}

#[test]
fn a_server() -> ros_z::Result<()> {
    ends("add_two_ints_server", |graph, _| {
        !graph.servers("/add_two_ints").is_empty()
    })
}

#[test]
fn a_router() -> ros_z::Result<()> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (context, endpoint) = observer()?;
    let mut router = Example::start("zenoh_router", &["tcp/127.0.0.1:0"], &endpoint);
    let start = Instant::now();
    while context.session().info().routers_zid().wait().count() == 0 {
        assert!(start.elapsed() < DEADLINE, "the router does not connect");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(router.interrupt().code(), Some(0));
    Ok(())
}
