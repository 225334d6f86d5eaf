//! Determines why shared memory was not negotiated with a peer, from the evidence about it. A pure function with a
//! table test; it performs no I/O. If the evidence does not prove the reason, it returns the most likely one.
//!
//! This file is long because its table of cases, a third of it, belongs beside the function.

use super::evidence::{Evidence, low_limit};
use crate::audience::{Arrival, LockShortage, Outcome, PoolOutcome, ProbeReply};
use crate::shm::{Bytes, SHM_PROTOCOL_VERSION, is_removed};
use std::fmt;

/// An obstacle to shared memory with a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// This context's session does not take part in shared memory.
    DisabledHere,
    /// This context's session does not take part in shared memory, and this process's memory lock limit is too low for
    /// it.
    LimitHere {
        /// The limit in bytes.
        limit: u64,
    },
    /// The peer's address is not in this network namespace: the peer runs on another host, or in a container or network
    /// namespace of its own.
    OtherHost,
    /// The peer's process belongs to another user. Only the owner may open files of shared memory.
    OtherUser {
        /// The user id of the peer.
        theirs: u32,
        /// The user id of this process.
        ours: u32,
    },
    /// The peer has a `/dev/shm` of its own, for example in a container without `--ipc=host`.
    OtherDevShm,
    /// The peer's process has not mapped any zenoh shared memory: it is off there, or its session could not allocate
    /// it.
    DisabledThere,
    /// As [`DisabledThere`](Self::DisabledThere), and the peer's memory lock limit is too low for shared memory.
    LimitThere {
        /// The peer's limit in bytes.
        limit: u64,
    },
    /// The peer's memory lock limit is too low for a pool of this context, in addition to zenoh's table and the bytes
    /// that the peer has locked. If shared memory was negotiated anyway, messages of the pool are sent over the
    /// network.
    MemlockThere {
        /// The peer's limit in bytes.
        limit: u64,
        /// The size of the pool in bytes.
        pool: u64,
    },
    /// The peer replied that it cannot map a pool, and its memory lock limit is not the reason. Messages of the pool
    /// are sent over the network.
    CannotMap {
        /// The size of the pool in bytes.
        pool: u64,
    },
    /// Files of this process or of the peer were removed from `/dev/shm`: a process that has not opened them yet can no
    /// longer do so.
    FileRemoved,
    /// The peer's zenoh has another version of the shared memory protocol.
    OtherVersion {
        /// The version of the peer; `None` if it is not known, but all other checks agree.
        theirs: Option<u64>,
        /// The version of this process, [`SHM_PROTOCOL_VERSION`](crate::shm::SHM_PROTOCOL_VERSION).
        ours: u64,
    },
    /// This process may not inspect the peer's process.
    Hidden,
}

impl Obstacle {
    /// Returns whether the obstacle is certain, and not only likely.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        matches!(
            self,
            Self::DisabledHere
                | Self::OtherDevShm
                | Self::MemlockThere { .. }
                | Self::CannotMap { .. }
                | Self::FileRemoved
                | Self::OtherVersion { theirs: Some(_), .. }
        )
    }

    /// Returns the remedy.
    #[must_use]
    pub const fn cure(self) -> &'static str {
        match self {
            Self::DisabledHere => {
                "set `transport/shared_memory/enabled=true` in zenoh's configuration, and check `ulimit -l`"
            }
            Self::LimitHere { .. } => "raise the memory lock limit here: `ulimit -l`",
            Self::LimitThere { .. } => "raise the memory lock limit there: `ulimit -l`",
            Self::OtherHost => "none on another host; start containers with `--network=host --ipc=host`",
            Self::OtherUser { .. } => "run both as one user",
            Self::OtherDevShm => "start the container with `--ipc=host`",
            Self::DisabledThere => {
                "set `transport/shared_memory/enabled=true` in its configuration, and check `ulimit -l` there"
            }
            Self::MemlockThere { .. } => "raise `ulimit -l` there, or reduce the pool size here",
            Self::CannotMap { .. } => {
                "read the warning in that process's log; free address space or memory there so that it can map the pool"
            }
            Self::FileRemoved => {
                "set `RemoveIPC=no` in /etc/systemd/logind.conf, and restart the process whose files were removed"
            }
            Self::OtherVersion { .. } => {
                "use zenoh of one protocol version on both sides: 1.7 to 1.9 have version 1, as current ROS 2 has; 1.10 has 2"
            }
            Self::Hidden => "compare user, `/dev/shm`, zenoh version and configuration of the two processes",
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DisabledHere => f.write_str("shared memory is off for the session here"),
            Self::LimitHere { limit } => {
                write!(
                    f,
                    "shared memory is off here: the memory lock limit is {}",
                    Bytes(*limit)
                )
            }
            Self::LimitThere { limit } => {
                write!(
                    f,
                    "shared memory is off there: the memory lock limit is {}",
                    Bytes(*limit)
                )
            }
            Self::OtherHost => f.write_str("another host or network namespace"),
            Self::OtherUser { theirs, ours } => {
                write!(f, "another user: its uid is {theirs}, this process has {ours}")
            }
            Self::OtherDevShm => f.write_str("a /dev/shm of its own"),
            Self::DisabledThere => f.write_str("shared memory is off there"),
            Self::MemlockThere { limit, pool } => write!(
                f,
                "its memory lock limit is {}, too low to map the {} pool",
                Bytes(*limit),
                Bytes(*pool)
            ),
            Self::CannotMap { pool } => write!(f, "it cannot map the {} pool", Bytes(*pool)),
            Self::FileRemoved => f.write_str("files of shared memory were removed from /dev/shm"),
            Self::OtherVersion { theirs, ours } => {
                f.write_str("another version of zenoh's shared memory protocol")?;
                match theirs {
                    Some(theirs) => write!(f, ": {theirs} there, {ours} here"),
                    None => write!(f, " than {ours}"),
                }
            }
            Self::Hidden => f.write_str("a /dev/shm of its own, shared memory off there, or another version"),
        }
    }
}

/// A fact about a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// Whether this session takes part in shared memory.
    SessionHere(bool),
    /// Whether the other end of the connection is in this network namespace, and so on this host.
    SameHost(bool),
    /// The user id of the other end.
    Uid(u32),
    /// Whether both processes see the same `/dev/shm`.
    SameDevShm(bool),
    /// Whether the other process has mapped zenoh shared memory.
    MapsShm(bool),
    /// The version of zenoh's shared memory protocol that the other process has.
    ProtocolVersion(u64),
    /// The other process's memory lock limit in bytes; `None` for no limit.
    Memlock(Option<u64>),
    /// The bytes that the other process has locked.
    Locked(u64),
    /// The peer uses this library.
    ThisLibrary,
    /// The peer replied that it has mapped a pool of this many bytes.
    Mapped(u64),
    /// The peer replied that the probe of a pool of this many bytes arrived over the network.
    Copied(u64),
    /// The peer replied that the probe of a pool of this many bytes did not arrive: it cannot map the pool.
    NotMapped(u64),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SessionHere(true) => "shared memory on here",
            Self::SessionHere(false) => "shared memory off here",
            Self::SameHost(true) => "same host",
            Self::SameHost(false) => "its address is not local",
            Self::Uid(uid) => return write!(f, "its uid {uid}"),
            Self::SameDevShm(true) => "same /dev/shm",
            Self::SameDevShm(false) => "other /dev/shm",
            Self::MapsShm(true) => "zenoh shared memory mapped there",
            Self::MapsShm(false) => "no zenoh shared memory mapped there",
            Self::ProtocolVersion(version) => return write!(f, "protocol version {version} there"),
            Self::Memlock(None) => "no memory lock limit there",
            Self::Locked(bytes) => return write!(f, "{} locked there", Bytes(*bytes)),
            Self::ThisLibrary => "it uses this library",
            Self::Mapped(bytes) => return write!(f, "{} pool mapped there", Bytes(*bytes)),
            Self::Copied(bytes) => return write!(f, "{} pool copied to it", Bytes(*bytes)),
            Self::NotMapped(bytes) => return write!(f, "{} pool not mapped there", Bytes(*bytes)),
            Self::Memlock(Some(limit)) => return write!(f, "its memory lock limit {}", Bytes(*limit)),
        })
    }
}

/// The state of this process and its session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here {
    pub(super) session_takes_part: bool,
    pub(super) uid: Option<u32>,
    pub(super) pool: Option<usize>,
    /// The size of the pool's segment.
    pub(super) segment: Option<u64>,
    /// The memory lock limit, if it is too low to receive anything.
    pub(super) low_limit: Option<u64>,
    /// Whether files that this process created in `/dev/shm` were removed.
    pub(super) files_removed: bool,
}

/// The replies of a peer about the pools, or the results of checking its memory lock limit.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) is_ours: bool,
    /// Each pool: its size, whether its file was removed, and the outcome.
    pools: Vec<(u64, bool, Outcome)>,
}

impl Asked {
    pub(super) fn of(is_ours: bool, outcomes: &[PoolOutcome]) -> Self {
        let pools = outcomes.iter().map(|pool| {
            let is_removed = is_removed(pool.segment);
            (pool.bytes, is_removed, pool.outcome.clone())
        });
        Self {
            is_ours,
            pools: pools.collect(),
        }
    }

    /// Returns whether the peer has mapped a pool.
    pub(super) fn is_mapped(&self) -> bool {
        self.findings()
            .any(|finding| matches!(finding, Finding::Mapped(_)))
    }

    pub(super) fn findings(&self) -> impl Iterator<Item = Finding> {
        let pools = self.pools.iter().filter_map(|(bytes, _, outcome)| match outcome {
            Outcome::Answered(answer) => Some(match answer.arrival {
                Arrival::Mapped => Finding::Mapped(*bytes),
                Arrival::Copied => Finding::Copied(*bytes),
                Arrival::Dropped => Finding::NotMapped(*bytes),
            }),
            Outcome::Foreign(_) => None,
        });
        self.is_ours
            .then_some(Finding::ThisLibrary)
            .into_iter()
            .chain(pools)
    }

    /// Returns why the peer cannot map a pool, if there is such a pool.
    pub(super) fn refusal(&self) -> Option<Obstacle> {
        self.pools.iter().find_map(|(pool, is_removed, outcome)| {
            let pool = *pool;
            match outcome {
                Outcome::Answered(ProbeReply {
                    arrival: Arrival::Dropped,
                    limit,
                    ..
                }) => Some(match limit {
                    _ if *is_removed => Obstacle::FileRemoved,
                    Some(limit) => Obstacle::MemlockThere { limit: *limit, pool },
                    None => Obstacle::CannotMap { pool },
                }),
                Outcome::Foreign(Some(LockShortage { limit, .. })) => {
                    Some(Obstacle::MemlockThere { limit: *limit, pool })
                }
                Outcome::Answered(_) | Outcome::Foreign(None) => None,
            }
        })
    }

    /// Returns a reply of the peer, about any pool.
    fn answer(&self) -> Option<&ProbeReply> {
        self.pools.iter().find_map(|(_, _, outcome)| match outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Foreign(_) => None,
        })
    }
}

/// Returns the obstacle to shared memory, and all facts about the peer.
pub(super) fn judge(
    here: &Here,
    negotiated: bool,
    is_router: bool,
    there: Evidence,
    asked: &Asked,
) -> (Option<Obstacle>, Vec<Finding>) {
    let findings = [
        Some(Finding::SessionHere(here.session_takes_part)),
        there.same_host.map(Finding::SameHost),
        there.uid.map(Finding::Uid),
        there.same_dev_shm.map(Finding::SameDevShm),
        there.maps_shm.map(Finding::MapsShm),
        there.protocol_version.map(Finding::ProtocolVersion),
        there.limits.map(|limits| Finding::Memlock(limits.memlock())),
        (there.limits.filter(|limits| limits.memlock().is_some()))
            .map(|limits| Finding::Locked(limits.locked())),
    ];
    let obstacle = match negotiated {
        // Without a publisher of the pool, no peer was probed.
        true if asked.pools.is_empty() => memlock_there(here, there, asked),
        true => asked.refusal(),
        // Nodes of one host connect to each other directly, so their router needs no shared memory.
        false if is_router => None,
        false => Some(why_not(here, there, asked)),
    };
    (
        obstacle,
        findings.into_iter().flatten().chain(asked.findings()).collect(),
    )
}

/// Returns the obstacle if the limit of a process without this library is too low to lock the pool.
fn memlock_there(here: &Here, there: Evidence, asked: &Asked) -> Option<Obstacle> {
    let (pool, limits) = (here.pool? as u64, there.limits?);
    let limit = limits.memlock()?;
    (!asked.is_ours && !limits.foreign_receiver_fits(here.segment.unwrap_or(pool)))
        .then_some(Obstacle::MemlockThere { limit, pool })
}

fn why_not(here: &Here, there: Evidence, asked: &Asked) -> Obstacle {
    if !here.session_takes_part {
        return (here.low_limit).map_or(Obstacle::DisabledHere, |limit| Obstacle::LimitHere { limit });
    }
    if there.same_host == Some(false) {
        return Obstacle::OtherHost;
    }
    if let (Some(theirs), Some(ours)) = (there.uid, here.uid)
        && theirs != ours
    {
        return Obstacle::OtherUser { theirs, ours };
    }
    if there.same_dev_shm == Some(false) {
        return Obstacle::OtherDevShm;
    }
    let other_version = Obstacle::OtherVersion {
        theirs: there.protocol_version,
        ours: SHM_PROTOCOL_VERSION,
    };
    if there
        .protocol_version
        .is_some_and(|theirs| theirs != SHM_PROTOCOL_VERSION)
    {
        return other_version;
    }
    if let Some(answer) = asked.answer().filter(|answer| !answer.takes_part) {
        let low_limit = match there.limits {
            Some(limits) => low_limit(&limits),
            None => answer.limit,
        };
        return (low_limit.map(|limit| Obstacle::LimitThere { limit }))
            .or_else(|| memlock_there(here, there, asked))
            .unwrap_or(Obstacle::DisabledThere);
    }
    if here.files_removed || there.files_removed == Some(true) {
        return Obstacle::FileRemoved;
    }
    match (there.same_dev_shm, there.maps_shm) {
        (Some(false), _) => Obstacle::OtherDevShm,
        (_, Some(false)) => match there.limits.as_ref().and_then(low_limit) {
            Some(limit) => Obstacle::LimitThere { limit },
            // A session that cannot map existing segments does not use shared memory at all.
            None => memlock_there(here, there, asked).unwrap_or(Obstacle::DisabledThere),
        },
        (Some(true), Some(true)) if !asked.is_ours && there.protocol_version.is_none() => other_version,
        _ => Obstacle::Hidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shm::ShmLimits;

    const HERE: Here = Here {
        session_takes_part: true,
        uid: Some(1000),
        pool: Some(10 << 20),
        segment: None,
        low_limit: None,
        files_removed: false,
    };

    /// A peer without an obstacle.
    const ALIKE: Evidence = Evidence {
        same_host: Some(true),
        uid: Some(1000),
        process: Some(7),
        same_dev_shm: Some(true),
        maps_shm: Some(true),
        files_removed: Some(false),
        protocol_version: None,
        limits: Some(ShmLimits::with(None, 0)),
    };

    const fn other_version(theirs: Option<u64>) -> Obstacle {
        Obstacle::OtherVersion {
            theirs,
            ours: SHM_PROTOCOL_VERSION,
        }
    }

    fn limited(limit: u64, locked: u64) -> Option<ShmLimits> {
        Some(ShmLimits::with(Some(limit), locked))
    }

    fn obstacle(here: &Here, negotiated: bool, there: Evidence, asked: &Asked) -> Option<Obstacle> {
        judge(here, negotiated, false, there, asked).0
    }

    fn asked(bytes: u64, is_removed: bool, arrival: Arrival, limit: Option<u64>) -> Asked {
        let answer = ProbeReply {
            arrival,
            process: 7,
            takes_part: arrival != Arrival::Copied,
            limit,
            locked: 0,
        };
        Asked {
            is_ours: true,
            pools: vec![(bytes, is_removed, Outcome::Answered(answer))],
        }
    }

    #[test]
    fn the_first_difference_is_the_reason() {
        let nothing = Evidence::default();
        let table = [
            (ALIKE, other_version(None)),
            (
                Evidence {
                    protocol_version: Some(SHM_PROTOCOL_VERSION + 1),
                    ..ALIKE
                },
                other_version(Some(SHM_PROTOCOL_VERSION + 1)),
            ),
            (
                Evidence {
                    protocol_version: Some(SHM_PROTOCOL_VERSION),
                    ..ALIKE
                },
                Obstacle::Hidden,
            ),
            (nothing, Obstacle::Hidden),
            (
                Evidence {
                    same_host: Some(false),
                    ..ALIKE
                },
                Obstacle::OtherHost,
            ),
            (
                Evidence {
                    uid: Some(0),
                    ..ALIKE
                },
                Obstacle::OtherUser {
                    theirs: 0,
                    ours: 1000,
                },
            ),
            (
                Evidence {
                    same_dev_shm: Some(false),
                    ..ALIKE
                },
                Obstacle::OtherDevShm,
            ),
            (
                Evidence {
                    maps_shm: Some(false),
                    ..ALIKE
                },
                Obstacle::DisabledThere,
            ),
            (
                Evidence {
                    maps_shm: Some(false),
                    limits: limited(65536, 0),
                    ..ALIKE
                },
                Obstacle::LimitThere { limit: 65536 },
            ),
            (
                Evidence {
                    maps_shm: Some(false),
                    limits: limited(8 << 20, 0),
                    ..ALIKE
                },
                Obstacle::MemlockThere {
                    limit: 8 << 20,
                    pool: 10 << 20,
                },
            ),
            (
                Evidence {
                    maps_shm: None,
                    ..ALIKE
                },
                Obstacle::Hidden,
            ),
        ];
        for (there, expected) in table {
            assert_eq!(
                obstacle(&HERE, false, there, &Asked::default()),
                Some(expected),
                "{there:?}"
            );
        }
        let off = Here {
            session_takes_part: false,
            ..HERE
        };
        assert_eq!(
            obstacle(&off, false, ALIKE, &Asked::default()),
            Some(Obstacle::DisabledHere)
        );
        let low = Here {
            low_limit: Some(9),
            ..off
        };
        assert_eq!(
            obstacle(&low, false, ALIKE, &Asked::default()),
            Some(Obstacle::LimitHere { limit: 9 })
        );
    }

    #[test]
    fn the_table_and_locked_bytes_count_against_the_limit() {
        let pool = 5 << 20;
        let here = Here {
            pool: Some(pool),
            ..HERE
        };
        // 8 MiB are enough for the pool and the table, but not with 3 MiB in use.
        for (locked, expected) in [
            (0, Obstacle::DisabledThere),
            (
                3 << 20,
                Obstacle::MemlockThere {
                    limit: 8 << 20,
                    pool: pool as u64,
                },
            ),
        ] {
            let there = Evidence {
                maps_shm: Some(false),
                limits: limited(8 << 20, locked),
                ..ALIKE
            };
            assert_eq!(obstacle(&here, false, there, &Asked::default()), Some(expected));
        }
    }

    #[test]
    fn the_reply_of_a_negotiated_peer_decides() {
        let nothing = Asked::default();
        assert_eq!(obstacle(&HERE, true, ALIKE, &nothing), None);
        let (pool, limit) = (10 << 20, 8 << 20);
        let table = [
            (asked(pool, false, Arrival::Mapped, Some(limit)), None),
            (asked(pool, true, Arrival::Mapped, None), None),
            (
                asked(pool, false, Arrival::Dropped, Some(limit)),
                Some(Obstacle::MemlockThere { limit, pool }),
            ),
            (
                asked(pool, false, Arrival::Dropped, None),
                Some(Obstacle::CannotMap { pool }),
            ),
            (
                asked(pool, true, Arrival::Dropped, Some(limit)),
                Some(Obstacle::FileRemoved),
            ),
        ];
        for (asked, expected) in table {
            assert_eq!(obstacle(&HERE, true, ALIKE, &asked), expected, "{asked:?}");
        }
        let foreign = Asked {
            is_ours: false,
            pools: vec![(
                pool,
                false,
                Outcome::Foreign(Some(LockShortage {
                    process: 7,
                    limit,
                    locked: 0,
                })),
            )],
        };
        assert_eq!(
            obstacle(&HERE, true, ALIKE, &foreign),
            Some(Obstacle::MemlockThere { limit, pool })
        );
    }

    #[test]
    fn a_known_version_is_named_also_for_a_peer_of_this_library() {
        let theirs = SHM_PROTOCOL_VERSION + 1;
        let there = Evidence {
            protocol_version: Some(theirs),
            ..ALIKE
        };
        let ours = Asked {
            is_ours: true,
            pools: Vec::new(),
        };
        let (obstacle, findings) = judge(&HERE, false, false, there, &ours);
        let obstacle = obstacle.expect("the versions differ");
        assert_eq!(obstacle, other_version(Some(theirs)));
        assert!(obstacle.is_certain() && !other_version(None).is_certain());
        assert!(findings.contains(&Finding::ProtocolVersion(theirs)));
        let text = obstacle.to_string();
        assert!(
            text.ends_with(&format!(": {theirs} there, {SHM_PROTOCOL_VERSION} here")),
            "{text}"
        );
    }

    #[test]
    fn a_known_reason_excludes_another_version() {
        let nothing = Asked::default();
        let off = asked(1, false, Arrival::Copied, None);
        assert_eq!(obstacle(&HERE, false, ALIKE, &off), Some(Obstacle::DisabledThere));
        let removed = Here {
            files_removed: true,
            ..HERE
        };
        assert_eq!(
            obstacle(&removed, false, ALIKE, &nothing),
            Some(Obstacle::FileRemoved)
        );
        let removed_there = Evidence {
            files_removed: Some(true),
            ..ALIKE
        };
        assert_eq!(
            obstacle(&HERE, false, removed_there, &nothing),
            Some(Obstacle::FileRemoved)
        );
        let ours = Asked {
            is_ours: true,
            pools: Vec::new(),
        };
        assert_eq!(obstacle(&HERE, false, ALIKE, &ours), Some(Obstacle::Hidden));
    }

    #[test]
    fn a_router_needs_no_shared_memory() {
        assert_eq!(judge(&HERE, false, true, ALIKE, &Asked::default()).0, None);
    }

    #[test]
    fn all_evidence_becomes_findings() {
        let nothing = Asked::default();
        assert_eq!(judge(&HERE, true, false, ALIKE, &nothing).1.len(), 6);
        assert_eq!(
            judge(&HERE, true, false, Evidence::default(), &nothing).1,
            [Finding::SessionHere(true)]
        );
        let mapped = asked(9, false, Arrival::Mapped, None);
        assert_eq!(
            judge(&HERE, true, false, Evidence::default(), &mapped).1,
            [
                Finding::SessionHere(true),
                Finding::ThisLibrary,
                Finding::Mapped(9)
            ]
        );
    }
}
