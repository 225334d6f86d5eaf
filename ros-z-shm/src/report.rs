//! The report of a context on shared memory: its own state, and for every connected peer whether
//! shared memory was negotiated with it and, if not, why. What is known of a peer is gathered
//! in `evidence`, and judged in `verdict`; here it is put together and printed.

pub(crate) mod evidence;
mod verdict;

pub use verdict::{Finding, Obstacle};

use crate::audience::Audience;
use crate::shm::{Bytes, ShmConfig, ShmLimits, ShmStats, processes};
use evidence::Evidence;
use std::collections::HashMap;
use std::fmt;
use verdict::{Asked, Here, judge};
use zenoh::config::WhatAmI;
use zenoh::session::ZenohId;
use zenoh::{Session, Wait};

/// What a context can do with shared memory, and with whom, at one moment.
///
/// Printed, it is a text of a few lines for people; every part of it can be asked for.
///
/// Shared memory is negotiated between the two ends of each connection. A node behind a router is listed, without an
/// address, if it uses this library and has answered whether it can map a pool; of other nodes only the router is listed.
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
}

impl ShmReport {
    /// Asks zenoh for the connected peers, and the system for their processes.
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
        // Without an audience, of a session that is closed, nobody was asked.
        let audience = Audience::of_session(session).ok();
        if let Some(audience) = &audience {
            audience.wait_for_tokens();
        }
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
            });
        }
        // Of those behind a router only their answers are known.
        for (zid, asked) in asked.into_iter().filter(|(_, asked)| asked.is_ours) {
            peers.push(PeerReport {
                zid,
                whatami: WhatAmI::Peer,
                links: Vec::new(),
                process: None,
                negotiated: asked.is_mapped(),
                obstacle: asked.refusal(),
                findings: asked.findings().collect(),
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

    /// Whether the zenoh session of the context takes part in shared memory. Without that,
    /// everything arrives by the network, whatever publishers do.
    #[must_use]
    pub const fn is_session_enabled(&self) -> bool {
        self.session_takes_part
    }

    /// The configuration that nodes and publishers inherit; `None` if shared memory is not on for the context.
    #[must_use]
    pub const fn config(&self) -> Option<&ShmConfig> {
        self.config.as_ref()
    }

    /// What the system allows this process.
    #[must_use]
    pub const fn limits(&self) -> ShmLimits {
        self.limits
    }

    /// What became of the messages that were published in the context.
    #[must_use]
    pub const fn stats(&self) -> &ShmStats {
        &self.stats
    }

    /// The peers, routers and clients that are connected, in the order of their ids.
    #[must_use]
    pub fn peers(&self) -> &[PeerReport] {
        &self.peers
    }
}

impl PeerReport {
    /// Its zenoh id.
    #[must_use]
    pub const fn zid(&self) -> ZenohId {
        self.zid
    }

    /// Whether it is a peer, a router or a client.
    #[must_use]
    pub const fn whatami(&self) -> WhatAmI {
        self.whatami
    }

    /// The addresses of its ends of the connection.
    #[must_use]
    pub fn links(&self) -> &[String] {
        &self.links
    }

    /// Its process, where it is on this machine and may be looked at.
    #[must_use]
    pub const fn process(&self) -> Option<u32> {
        self.process
    }

    /// Whether shared memory was negotiated with it: a message in shared memory reaches it without a copy.
    #[must_use]
    pub const fn is_negotiated(&self) -> bool {
        self.negotiated
    }

    /// What stands in the way of shared memory; `None` if nothing does.
    ///
    /// There may be one though shared memory was negotiated: [`Obstacle::MemlockThere`], [`Obstacle::CannotMap`],
    /// [`Obstacle::FileRemoved`]. Messages of the pool are then sent over the network.
    #[must_use]
    pub const fn obstacle(&self) -> Option<&Obstacle> {
        self.obstacle.as_ref()
    }

    /// What was found out about it.
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
        Ok(())
    }
}
