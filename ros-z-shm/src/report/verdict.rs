//! Why shared memory was not negotiated with a peer, judged from what is known of it. A pure function with
//! a table test; it asks nobody. Where the answer cannot be known, it says what is likely.
//!
//! The file is long because the table of cases, a third of it, is read beside the function.

use super::evidence::{Evidence, low_limit};
use crate::audience::{Arrival, LockShortage, Outcome, PoolOutcome, ProbeReply};
use crate::shm::{Bytes, is_removed};
use std::fmt;

/// What stands in the way of shared memory with a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// The session of this context does not take part in shared memory.
    DisabledHere,
    /// As [`DisabledHere`](Self::DisabledHere), and this process may lock too little memory for shared memory.
    LimitHere {
        /// The limit in bytes.
        limit: u64,
    },
    /// The address of the peer is not one of this network namespace: another host, or a container or network
    /// namespace of its own.
    OtherHost,
    /// The peer's process belongs to another user, and files of shared memory are for one user only.
    OtherUser {
        /// The user of the peer.
        theirs: u32,
        /// The user of this process.
        ours: u32,
    },
    /// The peer has a `/dev/shm` of its own, as in a container without `--ipc=host`.
    OtherDevShm,
    /// The peer's process has no shared memory of zenoh mapped: it is switched off there, or could not be had.
    DisabledThere,
    /// As [`DisabledThere`](Self::DisabledThere), and the peer may lock too little memory for shared memory.
    LimitThere {
        /// Its limit in bytes.
        limit: u64,
    },
    /// The peer may not lock as much memory as a pool of this context, with zenoh's table and what it has locked. If
    /// shared memory was negotiated nevertheless, messages of the pool are sent over the network.
    MemlockThere {
        /// Its limit in bytes.
        limit: u64,
        /// The size of the pool in bytes.
        pool: u64,
    },
    /// The peer was asked, and cannot map a pool; its memory lock limit is not the reason. Messages of the pool are sent
    /// over the network.
    CannotMap {
        /// The size of the pool in bytes.
        pool: u64,
    },
    /// Files of this process, or of the peer, were removed from `/dev/shm`: who has not opened them cannot do so any more.
    FileRemoved,
    /// Everything that can be checked agrees: the peer's zenoh speaks another version of shared memory.
    OtherVersion,
    /// The peer's process may not be looked at from here.
    Hidden,
}

impl Obstacle {
    /// Whether this is known, and not only likely.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        matches!(
            self,
            Self::DisabledHere
                | Self::OtherDevShm
                | Self::MemlockThere { .. }
                | Self::CannotMap { .. }
                | Self::FileRemoved
        )
    }

    /// What to do about it.
    #[must_use]
    pub const fn cure(self) -> &'static str {
        match self {
            Self::DisabledHere => {
                "set `transport/shared_memory/enabled=true` in zenoh's configuration, and see `ulimit -l`"
            }
            Self::LimitHere { .. } => "raise the memory lock limit here: `ulimit -l`",
            Self::LimitThere { .. } => "raise the memory lock limit there: `ulimit -l`",
            Self::OtherHost => "nothing on another host; start containers with `--network=host --ipc=host`",
            Self::OtherUser { .. } => "run both as one user",
            Self::OtherDevShm => "start the container with `--ipc=host`",
            Self::DisabledThere => {
                "set `transport/shared_memory/enabled=true` in its configuration, and see `ulimit -l` there"
            }
            Self::MemlockThere { .. } => "raise `ulimit -l` there, or make a smaller pool here",
            Self::CannotMap { .. } => "see the warning of that process; make room for it to map the pool",
            Self::FileRemoved => {
                "set `RemoveIPC=no` in /etc/systemd/logind.conf, and start the process again whose files are gone"
            }
            Self::OtherVersion => "use zenoh 1.7 to 1.9 on both sides; 1.10 speaks another version",
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
                    "shared memory is off here, where {} may be locked",
                    Bytes(*limit)
                )
            }
            Self::LimitThere { limit } => {
                write!(
                    f,
                    "shared memory is off there, where {} may be locked",
                    Bytes(*limit)
                )
            }
            Self::OtherHost => f.write_str("another host or network namespace"),
            Self::OtherUser { theirs, ours } => {
                write!(f, "another user, uid {theirs}, where this process has {ours}")
            }
            Self::OtherDevShm => f.write_str("a /dev/shm of its own"),
            Self::DisabledThere => f.write_str("shared memory is off there"),
            Self::MemlockThere { limit, pool } => write!(
                f,
                "it may lock {} and so cannot map the pool of {}",
                Bytes(*limit),
                Bytes(*pool)
            ),
            Self::CannotMap { pool } => write!(f, "it cannot map the pool of {}", Bytes(*pool)),
            Self::FileRemoved => f.write_str("files of shared memory were removed from /dev/shm"),
            Self::OtherVersion => f.write_str("another version of zenoh's shared memory"),
            Self::Hidden => f.write_str("a /dev/shm of its own, shared memory off there, or another version"),
        }
    }
}

/// One thing that was found out about a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// Whether the session here takes part in shared memory.
    SessionHere(bool),
    /// Whether the other end of the connection is in this network namespace, and so on this host.
    SameHost(bool),
    /// The user that the other end belongs to.
    Uid(u32),
    /// Whether both processes see the same `/dev/shm`.
    SameDevShm(bool),
    /// Whether the other process has shared memory of zenoh mapped.
    MapsShm(bool),
    /// How many bytes the other process may lock; `None` for no limit.
    Memlock(Option<u64>),
    /// How many bytes the other process has locked.
    Locked(u64),
    /// The peer uses this library.
    ThisLibrary,
    /// The peer has answered that it has mapped a pool of this many bytes.
    Mapped(u64),
    /// The peer has answered that a question in a pool of this many bytes arrived over the network.
    Copied(u64),
    /// The peer has answered that a question in a pool of this many bytes did not arrive: it cannot map the pool.
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
            Self::Memlock(None) => "no memory lock limit there",
            Self::Locked(bytes) => return write!(f, "{} locked there", Bytes(*bytes)),
            Self::ThisLibrary => "it uses this library",
            Self::Mapped(bytes) => return write!(f, "pool of {} mapped there", Bytes(*bytes)),
            Self::Copied(bytes) => return write!(f, "pool of {} copied to it", Bytes(*bytes)),
            Self::NotMapped(bytes) => return write!(f, "pool of {} not mapped there", Bytes(*bytes)),
            Self::Memlock(Some(limit)) => return write!(f, "its memory lock limit {}", Bytes(*limit)),
        })
    }
}

/// What is known of this side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here {
    pub(super) session_takes_part: bool,
    pub(super) uid: Option<u32>,
    pub(super) pool: Option<usize>,
    /// The size of the pool's segment.
    pub(super) segment: Option<u64>,
    /// The memory lock limit, if it is too low to receive anything.
    pub(super) low_limit: Option<u64>,
    /// Whether files that this process has created in `/dev/shm` are gone.
    pub(super) files_removed: bool,
}

/// What a peer has answered about the pools, or what its limits allow.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) is_ours: bool,
    /// Each pool: its size, whether its file is gone, and the outcome.
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

    /// Whether it has mapped a pool.
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

    /// Why it cannot map a pool, if there is one that it cannot map.
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

    /// Its answer, whatever the pool.
    fn answer(&self) -> Option<&ProbeReply> {
        self.pools.iter().find_map(|(_, _, outcome)| match outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Foreign(_) => None,
        })
    }
}

/// What stands in the way, and all that was found out.
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
        there.limits.map(|limits| Finding::Memlock(limits.memlock())),
        (there.limits.filter(|limits| limits.memlock().is_some()))
            .map(|limits| Finding::Locked(limits.locked())),
    ];
    let obstacle = match negotiated {
        // Without a publisher of the pool nobody was asked.
        true if asked.pools.is_empty() => memlock_there(here, there, asked),
        true => asked.refusal(),
        // Nodes of one host talk to each other directly: their router needs no shared memory.
        false if is_router => None,
        false => Some(why_not(here, there, asked)),
    };
    (
        obstacle,
        findings.into_iter().flatten().chain(asked.findings()).collect(),
    )
}

/// Whether the limit of a process without this library is too low for the pool, which it would have to lock.
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
            // A session that cannot map what is there goes without shared memory altogether.
            None => memlock_there(here, there, asked).unwrap_or(Obstacle::DisabledThere),
        },
        (Some(true), Some(true)) if !asked.is_ours => Obstacle::OtherVersion,
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

    /// A peer with which nothing is wrong.
    const ALIKE: Evidence = Evidence {
        same_host: Some(true),
        uid: Some(1000),
        process: Some(7),
        same_dev_shm: Some(true),
        maps_shm: Some(true),
        files_removed: Some(false),
        limits: Some(ShmLimits::with(None, 0)),
    };

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
            (ALIKE, Obstacle::OtherVersion),
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
    fn the_table_and_what_is_locked_count_as_they_do_where_messages_are_sent() {
        let pool = 5 << 20;
        let here = Here {
            pool: Some(pool),
            ..HERE
        };
        // 8 MiB are enough for the pool and the table, but not when 3 MiB of them are in use.
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
    fn of_a_negotiated_peer_the_answer_decides() {
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
    fn another_version_is_not_guessed_where_the_reason_is_known() {
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
    fn everything_that_is_known_is_found() {
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
