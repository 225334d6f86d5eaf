//! Asks the processes of this library for what only they know: counts of messages, fallbacks, stuck messages.
//!
//! The session takes no part in shared memory. Otherwise zenoh would remove the orphans of the machine when it starts,
//! and publishers would have one more receiver to consider.

use crate::exit::Result;
use crate::network::NetworkArguments;
use ros_z::SESSION_CONFIG_VARIABLE;
use ros_z::report;
use ros_z::shm::ProcessStats;
use ros_z::shm::machine::{FilePlace, Machine};
use std::time::{Duration, Instant};
use zenoh::{Session, Wait};

/// The settings of a node of this library that concern finding others.
const DEFAULTS: [(&str, &str); 7] = [
    ("mode", r#""peer""#),
    ("connect/endpoints", r#"["tcp/localhost:7447"]"#),
    ("listen/endpoints", r#"["tcp/localhost:0"]"#),
    ("scouting/multicast/enabled", "true"),
    ("scouting/multicast/interface", r#""127.0.0.1""#),
    ("scouting/gossip/enabled", "true"),
    ("scouting/delay", "50"),
];

/// The pause before processes that did not reply are asked again.
const PAUSE: Duration = Duration::from_millis(50);

/// The replies are complete if no further process replies for this time.
const QUIET: Duration = Duration::from_millis(250);

/// A session that asks.
pub(super) struct Reports {
    session: Session,
}

impl Reports {
    pub(super) fn open(network: &NetworkArguments) -> Result<Self> {
        let mut config = network.session_config(SESSION_CONFIG_VARIABLE, &DEFAULTS)?;
        config.insert_json5("transport/shared_memory/enabled", "false")?;
        Ok(Self {
            session: zenoh::open(config).wait()?,
        })
    }

    /// Returns the replies of all processes, after `timeout` at the latest.
    pub(super) fn ask(&self, timeout: Duration) -> Vec<ProcessStats> {
        report::process_stats(&self.session, timeout)
    }

    /// Asks until there is a reply for each pool of the machine that a process uses, until no more processes reply, or
    /// until `timeout`.
    pub(super) fn ask_for_all(&self, machine: &Machine, timeout: Duration) -> Vec<ProcessStats> {
        let deadline = Instant::now() + timeout;
        let mut replies = Vec::new();
        let mut changed = Instant::now();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let next = self.ask(left);
            if next.len() > replies.len() {
                replies = next;
                changed = Instant::now();
            }
            let is_settled = !replies.is_empty() && changed.elapsed() > QUIET;
            if has_all(machine, &replies) || is_settled || Instant::now() + PAUSE >= deadline {
                return replies;
            }
            std::thread::sleep(PAUSE);
        }
    }
}

fn has_all(machine: &Machine, replies: &[ProcessStats]) -> bool {
    let pools = replies.iter().flat_map(|process| &process.pools);
    let known: Vec<u64> = pools.map(|pool| pool.segment.into()).collect();
    let mut used = (machine.files.iter())
        .filter(|file| file.place == FilePlace::Here && file.is_pool() && !file.users.is_empty());
    used.all(|file| known.contains(&file.number))
}
