//! Ctrl-C ends an example: its exit code is 0, it leaves the graph, and none of its files remains in
//! `/dev/shm`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use ros_z::msgs::rcl_interfaces::Log;
use ros_z::msgs::rcl_interfaces::srv::{ListParameters, ListParametersRequest};
use ros_z::msgs::std_msgs::Float64;
use ros_z::msgs::std_srvs::srv::{SetBool, SetBoolRequest};
use ros_z::protocol::QosProfile;
use ros_z::shm::ShmPool;
use ros_z::{Graph, ZContext, ZContextBuilder};
use zenoh::Wait;

/// Deadline for an example to start, on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);

/// Deadline for an example to end. It is much shorter than the 60 s after which other peers give up a silent
/// peer.
const AT_ONCE: Duration = Duration::from_secs(10);

const DOMAIN: usize = 42;

/// Runs one example at a time: a process that starts removes the files that no process has locked, and a new
/// pool is unlocked for a moment.
static TURN: Mutex<()> = Mutex::new(());

/// A running example. Killed when dropped.
struct Example(Child);

impl Example {
    /// Starts an example that connects only to the session at `endpoint`.
    fn start(name: &str, arguments: &[&str], endpoint: &str) -> Self {
        let test = std::env::current_exe().expect("this test has a path");
        let built = test
            .parent()
            .and_then(Path::parent)
            .expect("the test is in the target directory");
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

    /// Returns the pools that it has mapped. Ignores the one-page files of the handshake: zenoh sometimes
    /// leaves one, which the next process removes.
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

    /// Sends the signal of Ctrl-C, and waits until the process ends.
    fn interrupt(&mut self) -> ExitStatus {
        let id = self.0.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(
            sent.is_ok_and(|status| status.success()),
            "the example ended before the signal"
        );
        let start = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().expect("the child's status can be read") {
                return status;
            }
            assert!(start.elapsed() < AT_ONCE, "the example did not end in time");
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

/// Opens a context that scouts for no peers; returns it and its endpoint.
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

/// Starts an example, waits until `is_up` returns true, and interrupts it.
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
fn talker_ends_cleanly() -> ros_z::Result<()> {
    ends("talker", |graph, _| !graph.publishers("/chatter").is_empty())
}

#[test]
fn listener_ends_cleanly() -> ros_z::Result<()> {
    ends("listener", |graph, _| !graph.subscriptions("/chatter").is_empty())
}

#[test]
fn publisher_with_a_pool_ends_cleanly() -> ros_z::Result<()> {
    // With a memory lock limit that is too low, it publishes without a pool.
    let has_pool = ShmPool::of(64 << 20).is_ok();
    ends("pointcloud_pub", |graph, example| {
        !graph.publishers("/points").is_empty() && (!has_pool || !example.pools().is_empty())
    })
}

#[test]
fn server_ends_cleanly() -> ros_z::Result<()> {
    ends("add_two_ints_server", |graph, _| {
        !graph.servers("/add_two_ints").is_empty()
    })
}

#[test]
fn zoo_ends_cleanly() -> ros_z::Result<()> {
    ends("node_zoo", |graph, _| {
        !graph.publishers("/rosout").is_empty()
            && !graph.publishers("/zoo/speed").is_empty()
            && !graph.subscriptions("/zoo/call").is_empty()
            && !graph.servers("/zoo/lion/get_type_description").is_empty()
    })
}

#[test]
fn zoo_answers_tools_in_another_process_and_logs_to_them() -> ros_z::Result<()> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (context, endpoint) = observer()?;
    let tool = context.create_node("tool").build()?;
    let rosout = tool
        .create_sub::<Log>("/rosout")
        .with_qos(QosProfile::ROSOUT)
        .build()?;
    let speed = tool
        .create_sub::<Float64>("/africa/speed")
        .with_qos(QosProfile::LATCHED)
        .build()?;
    let feed = tool.create_client::<SetBool>("/africa/feed").build()?;
    let list = tool
        .create_client::<ListParameters>("/africa/lion/list_parameters")
        .build()?;
    let arguments = ["--ros-args", "-r", "__ns:=/africa", "-p", "speed:=0.5"];
    let mut example = Example::start("node_zoo", &arguments, &endpoint);

    let sample = speed.recv_timeout(DEADLINE)?.expect("the timer publishes");
    assert_eq!(sample.decode()?.data.to_bits(), 0.5_f64.to_bits());
    assert!(feed.wait_for_service(DEADLINE));
    let response = feed.call(&SetBoolRequest { data: true }, DEADLINE)?;
    assert_eq!((response.success, response.message.as_str()), (true, "roar"));
    let log = rosout
        .recv_timeout(DEADLINE)?
        .expect("the server logs")
        .decode()?;
    assert_eq!(
        (log.level, log.name.as_str(), log.msg.as_str()),
        (Log::WARN, "africa.lion", "fed meat=true")
    );
    assert!(log.file.ends_with("node_zoo.rs") && log.line > 0, "{log:?}");
    assert!(log.function == "node_zoo" && log.stamp.sec > 0, "{log:?}");
    assert!(list.wait_for_service(DEADLINE));
    let names = list
        .call(&ListParametersRequest::default(), DEADLINE)?
        .result
        .names;
    assert_eq!(
        names,
        [
            "awake",
            "cubs",
            "lists.bytes",
            "lists.gates",
            "lists.heights",
            "lists.hours",
            "lists.names",
            "name",
            "speed",
            "use_sim_time"
        ]
    );
    assert_eq!(example.interrupt().code(), Some(0));
    Ok(())
}

#[test]
fn router_ends_cleanly() -> ros_z::Result<()> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (context, endpoint) = observer()?;
    let mut router = Example::start("zenoh_router", &["tcp/127.0.0.1:0"], &endpoint);
    let start = Instant::now();
    while context.session().info().routers_zid().wait().count() == 0 {
        assert!(start.elapsed() < DEADLINE, "the router did not connect in time");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(router.interrupt().code(), Some(0));
    Ok(())
}
