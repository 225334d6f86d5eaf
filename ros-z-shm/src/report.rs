//! The report on shared memory: the state of this process and, for every connected peer, whether shared
//! memory was negotiated and, if not, why. `evidence` collects the facts about a peer, `verdict` judges them;
//! this file combines and prints them.

pub(crate) mod evidence;
mod verdict;

pub use verdict::{Finding, Obstacle};

use crate::audience::{self, Audience};
use crate::shm::{Bytes, ProcessStats, ShmConfig, ShmLimits, ShmStats, processes};
use evidence::Evidence;
use std::collections::HashMap;
use std::fmt;
use std::time::Duration;
use verdict::{Asked, Here, judge};
use zenoh::config::WhatAmI;
use zenoh::session::ZenohId;
use zenoh::{Session, Wait};

/// A snapshot of the shared memory of a context, and of its connected peers.
///
/// `Display` prints a summary of a few lines; methods return every part of it.
///
/// Shared memory is negotiated between the two ends of each connection. A node that is connected through a
/// router is listed, without an address, if it uses this library and has answered whether it can map a pool.
/// For other such nodes, only the router is listed.
///
/// # Examples
/// ```no_run
/// use ros_z_shm::ShmReport;
/// use ros_z_shm::shm::ShmStats;
/// use zenoh::Wait;
///
/// let session = zenoh::open(zenoh::Config::default()).wait()?;
/// let report = ShmReport::of_session(&session, None, ShmStats::default());
/// for peer in report.peers().iter().filter(|peer| !peer.is_negotiated()) {
///     if let Some(obstacle) = peer.obstacle() {
///         eprintln!("{}: {obstacle}; {}", peer.zid(), obstacle.cure());
///     }
/// }
/// println!("{report}");
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ShmReport {
    session_takes_part: bool,
    config: Option<ShmConfig>,
    limits: ShmLimits,
    stats: ShmStats,
    peers: Vec<PeerReport>,
}

/// A connected peer, router or client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerReport {
    zid: ZenohId,
    whatami: WhatAmI,
    links: Vec<String>,
    process: Option<u32>,
    negotiated: bool,
    obstacle: Option<Obstacle>,
    findings: Vec<Finding>,
    lanes: usize,
}

/// Returns the statistics of the processes that use this library and that a session reaches, sorted by process id. Waits
/// for their replies, `timeout` at most; the publishers of these processes do not wait for anything.
///
/// # Examples
/// ```no_run
/// use ros_z_shm::report;
/// use std::time::Duration;
/// use zenoh::Wait;
///
/// let session = zenoh::open(zenoh::Config::default()).wait()?;
/// for process in report::process_stats(&session, Duration::from_secs(1)) {
///     println!("process {}: {}", process.process, process.messages);
/// }
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[must_use]
pub fn process_stats(session: &Session, timeout: Duration) -> Vec<ProcessStats> {
    let mut found = audience::ask_for_stats(session, timeout);
    let place = |stats: &ProcessStats| {
        let segments = stats.pools.iter().map(|pool| pool.segment).collect::<Vec<_>>();
        (stats.process, segments)
    };
    found.sort_by_key(place);
    // One process replies for each of its sessions; processes of other pid namespaces may have the same id.
    found.dedup_by_key(|stats| place(stats));
    found
}

impl ShmReport {
    /// Creates a report from zenoh's connected peers and the system's information on their processes.
    #[must_use]
    pub fn of_session(session: &Session, config: Option<&ShmConfig>, stats: ShmStats) -> Self {
        let session_takes_part = session
            .config()
            .get("transport/shared_memory/enabled")
            .is_ok_and(|enabled| enabled.trim() == "true");
        let limits = ShmLimits::read();
        let here = Here {
            session_takes_part,
            uid: processes::own_uid(),
            pool: config.and_then(|config| config.pool().capacity()),
            segment: config.and_then(|config| Some(config.pool().segment()?.bytes)),
            low_limit: evidence::low_limit(&limits),
            files_removed: processes::own_files_are_removed(),
        };
        // A closed session has no audience; then no peer was asked.
        let audience = Audience::of_session(session).ok();
        if let Some(audience) = &audience {
            audience.wait_for_tokens();
        }
        let served = audience
            .as_ref()
            .map(Audience::served_by_lane)
            .unwrap_or_default();
        let lanes_to = |zid| served.iter().filter(|served| **served == zid).count();
        let mut asked: HashMap<ZenohId, Asked> = (audience.iter())
            .flat_map(|audience| {
                let outcomes = audience.outcomes().into_iter();
                outcomes.map(|(zid, outcomes)| (zid, Asked::of(audience.is_ours(zid), &outcomes)))
            })
            .collect();
        let mut peers: Vec<PeerReport> = Vec::new();
        for transport in session.info().transports().wait() {
            let zid = *transport.zid();
            let links: Vec<_> = (session.info().links().wait())
                .filter(|link| *link.zid() == zid)
                .collect();
            let evidence = (links.iter())
                .map(|link| Evidence::of(link.src(), link.dst()))
                .find(Evidence::is_telling)
                .unwrap_or_else(|| Evidence::of_address(links.first().map(|link| link.dst())));
            let negotiated = transport.is_shm();
            let process = evidence.process;
            let asked = asked.remove(&zid).unwrap_or_default();
            let is_router = transport.whatami() == WhatAmI::Router;
            let (obstacle, findings) = judge(&here, negotiated, is_router, evidence, &asked);
            peers.push(PeerReport {
                zid,
                whatami: transport.whatami(),
                links: links.iter().map(|link| link.dst().to_string()).collect(),
                process,
                negotiated,
                obstacle,
                findings,
                lanes: lanes_to(zid),
            });
        }
        // For nodes that are connected through a router, only the replies are known.
        for (zid, asked) in asked.into_iter().filter(|(_, asked)| asked.is_ours) {
            peers.push(PeerReport {
                zid,
                whatami: WhatAmI::Peer,
                links: Vec::new(),
                process: None,
                negotiated: asked.is_mapped(),
                obstacle: asked.refusal(),
                findings: asked.findings().collect(),
                lanes: lanes_to(zid),
            });
        }
        peers.sort_by_key(|peer| peer.zid.to_le_bytes());
        Self {
            session_takes_part,
            config: config.cloned(),
            limits,
            stats,
            peers,
        }
    }

    /// Returns whether the context's zenoh session takes part in shared memory. If not, everything arrives
    /// over the network, whatever publishers do.
    #[must_use]
    pub const fn is_session_enabled(&self) -> bool {
        self.session_takes_part
    }

    /// Returns the configuration that nodes and publishers inherit; `None` if shared memory is off in the
    /// context.
    #[must_use]
    pub const fn config(&self) -> Option<&ShmConfig> {
        self.config.as_ref()
    }

    /// Returns the system's limits for this process.
    #[must_use]
    pub const fn limits(&self) -> ShmLimits {
        self.limits
    }

    /// Returns the counts of the messages published in the context.
    #[must_use]
    pub const fn stats(&self) -> &ShmStats {
        &self.stats
    }

    /// Returns the connected peers, routers and clients, sorted by id.
    #[must_use]
    pub fn peers(&self) -> &[PeerReport] {
        &self.peers
    }
}

impl PeerReport {
    /// Returns its zenoh id.
    #[must_use]
    pub const fn zid(&self) -> ZenohId {
        self.zid
    }

    /// Returns whether it is a peer, a router or a client.
    #[must_use]
    pub const fn whatami(&self) -> WhatAmI {
        self.whatami
    }

    /// Returns the addresses of its ends of the connections.
    #[must_use]
    pub fn links(&self) -> &[String] {
        &self.links
    }

    /// Returns its process id, if the process is on this machine and this process may inspect it.
    #[must_use]
    pub const fn process(&self) -> Option<u32> {
        self.process
    }

    /// Returns whether shared memory was negotiated with it: messages in shared memory reach it without a
    /// copy.
    #[must_use]
    pub const fn is_negotiated(&self) -> bool {
        self.negotiated
    }

    /// Returns the obstacle to shared memory; `None` if there is none.
    ///
    /// There may be an obstacle although shared memory was negotiated: [`Obstacle::MemlockThere`],
    /// [`Obstacle::CannotMap`], [`Obstacle::FileRemoved`]. Messages of the pool are then sent over the
    /// network.
    #[must_use]
    pub const fn obstacle(&self) -> Option<&Obstacle> {
        self.obstacle.as_ref()
    }

    /// Returns the number of its subscribers that get messages of this context through local lanes.
    #[must_use]
    pub const fn lanes(&self) -> usize {
        self.lanes
    }

    /// Returns the facts that are known about it.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl fmt::Display for ShmReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = |is_on| if is_on { "on" } else { "off" };
        writeln!(f, "shared memory of the session: {}", on(self.session_takes_part))?;
        f.write_str("shared memory of the context: ")?;
        match &self.config {
            None => f.write_str("off")?,
            Some(config) => match (config.pool().error(), config.pool().capacity()) {
                (Some(error), _) => write!(f, "on, but {error}")?,
                (None, Some(capacity)) => write!(f, "on, pool of {}", Bytes(capacity as u64))?,
                (None, None) => f.write_str("on, provider of the program")?,
            },
        }
        if let Some(config) = &self.config {
            write!(f, ", from {} bytes on", config.threshold())?;
        }
        f.write_str("\nlimits: ")?;
        match self.limits.memlock() {
            None => f.write_str("locked memory unlimited")?,
            Some(limit) => write!(
                f,
                "locked memory {} of {}",
                Bytes(self.limits.locked()),
                Bytes(limit)
            )?,
        }
        if let (Some(free), Some(size)) = (self.limits.dev_shm_free(), self.limits.dev_shm_size()) {
            write!(f, "; /dev/shm {} free of {}", Bytes(free), Bytes(size))?;
        }
        writeln!(f, "\n{}", self.stats)?;
        if self.peers.is_empty() {
            return f.write_str("peers: none connected");
        }
        f.write_str("peers:")?;
        self.peers.iter().try_for_each(|peer| write!(f, "\n  {peer}"))
    }
}

impl fmt::Display for PeerReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = if self.negotiated {
            "shared memory"
        } else {
            "network"
        };
        let place = match self.links.as_slice() {
            [] => "behind a router".to_owned(),
            links => format!("at {}", links.join(", ")),
        };
        write!(f, "{} {} {place}", self.whatami, self.zid)?;
        if let Some(process) = self.process {
            write!(f, ", process {process}")?;
        }
        write!(f, ": {way}")?;
        if let Some(obstacle) = &self.obstacle {
            let likely = if obstacle.is_certain() { "" } else { "likely: " };
            write!(f, "; {likely}{obstacle}; {}", obstacle.cure())?;
            f.write_str(" (checked: ")?;
            for (index, finding) in self.findings.iter().enumerate() {
                let separator = if index == 0 { "" } else { ", " };
                write!(f, "{separator}{finding}")?;
            }
            f.write_str(")")?;
        }
        match self.lanes {
            0 => Ok(()),
            1 => f.write_str("; 1 subscriber by local lane"),
            lanes => write!(f, "; {lanes} subscribers by local lanes"),
        }
    }
}
