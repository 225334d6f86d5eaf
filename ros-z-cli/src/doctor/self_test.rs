//! The self-test: publishes messages to a second process, like an ordinary program.

use super::CHILD_VARIABLE;
use super::checks::{Check, State, mib};
use crate::exit::Result;
use ros_z::ShmReport;
use ros_z::context::ZContextBuilder;
use ros_z::ros::QosProfile;
use ros_z::shm::AllocPolicy;
use ros_z::{RosMessage, SizeEstimation};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;
use zenoh::Wait;

const MESSAGES: u32 = 20;
const BYTES: usize = 1 << 20;
const TOPIC: &str = "shm_doctor";
const PATIENCE: Duration = Duration::from_secs(10);

/// A message whose data follows from its number.
#[derive(RosMessage, SizeEstimation)]
#[ros(package = "shm_doctor")]
struct Probe {
    number: u32,
    data: Vec<u8>,
}

fn probe(number: u32) -> Probe {
    let data = (0..BYTES as u32)
        .map(|at| (at ^ at >> 8).wrapping_add(number) as u8)
        .collect();
    Probe { number, data }
}

/// Publishes to a second process, and compares the results of both.
pub(super) fn run() -> Result<Check> {
    let name = "second process";
    let context = ZContextBuilder::default()
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints([""; 0])
        .with_multicast_scouting(false)
        .with_shm_enabled()?
        .with_shm_policy(AllocPolicy::Wait(PATIENCE))
        .build()?;
    let endpoint = context.session().info().locators().wait();
    let endpoint = endpoint.first().ok_or("the session does not listen")?;
    let mut child = Command::new(std::env::current_exe()?)
        .env(CHILD_VARIABLE, format!("receive {}", endpoint.as_str()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let publisher = context
        .create_node("doctor")
        .build()?
        .create_pub::<Probe>(TOPIC)
        .build()?;
    if !publisher.wait_for_subscriber(PATIENCE) {
        child.kill()?;
        child.wait()?;
        let cure = "let processes connect over the loopback interface: check firewalls and `ip addr show lo`";
        return Ok(Check::bad(name, State::Failed, "did not connect", cure));
    }
    let reports = BufReader::new(child.stdout.take().ok_or("the child has no output")?);
    for number in 0..MESSAGES {
        publisher.publish(&probe(number))?;
    }
    let mut right = 0;
    let mut in_place = 0;
    for line in reports.lines().take(MESSAGES as usize) {
        let line = line?;
        right += usize::from(line.contains("right"));
        in_place += usize::from(line.contains("in place"));
    }
    let report = context.shm_report();
    // The child ends when its input is closed.
    drop(child.stdin.take());
    child.wait()?;
    let found = format!(
        "{MESSAGES} messages of {}: {right} arrived intact, {in_place} of them in shared memory",
        mib(BYTES as u64)
    );
    if (right, in_place) == (MESSAGES as usize, MESSAGES as usize) {
        return Ok(Check::good(name, found));
    }
    Ok(Check::bad(name, State::Failed, found, why_not(&report, right)))
}

/// Returns the reason for a failed self-test, as far as the context knows it.
fn why_not(report: &ShmReport, right: usize) -> String {
    if right < MESSAGES as usize {
        return "messages were lost: please report this, with the output of `RUST_LOG=debug`".to_owned();
    }
    if !report.is_session_enabled() {
        return "shared memory is off in zenoh's session: check ZENOH_CONFIG_OVERRIDE and \
                ZENOH_SESSION_CONFIG_URI, and the memory lock limit"
            .to_owned();
    }
    match report.config().and_then(|config| config.pool().error()) {
        Some(_) => "the self-test needs the default pool: once it can be created, run this again".to_owned(),
        None => format!("the reasons for messages on the heap:\n{report}"),
    }
}

/// The second process: receives messages, and prints the path and result of each.
pub(super) fn receive(endpoint: &str) -> Result<()> {
    let context = ZContextBuilder::default()
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints([endpoint])
        .with_multicast_scouting(false)
        .build()?;
    let node = context.create_node("patient").build()?;
    let subscriber = node
        .create_sub::<Probe>(TOPIC)
        .with_qos(QosProfile::KEEP_ALL)
        .build()?;
    for _ in 0..MESSAGES {
        let Some(sample) = subscriber.recv_timeout(PATIENCE)? else {
            return Ok(());
        };
        let message = sample.decode()?;
        let is_right = message.data == probe(message.number).data;
        println!(
            "{} {}",
            if sample.is_shm() {
                "in place"
            } else {
                "over the network"
            },
            if is_right { "right" } else { "wrong" }
        );
    }
    // The first process reads its report about this one before it closes the input.
    std::io::stdin().lock().read_line(&mut String::new())?;
    Ok(())
}
