//! Why shared memory was not negotiated with a peer, judged from what is known of it. A pure function with
//! a table test; it asks nobody. Where the answer cannot be known, it says what is likely.

use super::evidence::Evidence;
use crate::shm::Bytes;
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
    /// The peer may not lock as much memory as the pool of this context has. If shared memory was negotiated all the
    /// same, what is in the pool does not arrive there.
    MemlockThere {
        /// Its limit in bytes.
        limit: u64,
        /// The size of the pool in bytes.
        pool: u64,
    },
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
            Self::DisabledHere | Self::OtherDevShm | Self::MemlockThere { .. }
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
    /// The memory lock limit, if it is too low to receive anything.
    pub(super) low_limit: Option<u64>,
}

/// What stands in the way, and all that was found out.
pub(super) fn judge(here: &Here, negotiated: bool, there: Evidence) -> (Option<Obstacle>, Vec<Finding>) {
    let findings = [
        Some(Finding::SessionHere(here.session_takes_part)),
        there.same_host.map(Finding::SameHost),
        there.uid.map(Finding::Uid),
        there.same_dev_shm.map(Finding::SameDevShm),
        there.maps_shm.map(Finding::MapsShm),
        there.memlock.map(Finding::Memlock),
    ];
    let obstacle = if negotiated {
        memlock_there(here, there)
    } else {
        Some(why_not(here, there))
    };
    (obstacle, findings.into_iter().flatten().collect())
}

fn memlock_there(here: &Here, there: Evidence) -> Option<Obstacle> {
    let (pool, limit) = (here.pool? as u64, there.memlock??);
    (there.fits_pool == Some(false)).then_some(Obstacle::MemlockThere { limit, pool })
}

fn why_not(here: &Here, there: Evidence) -> Obstacle {
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
    match (there.same_dev_shm, there.maps_shm) {
        (Some(false), _) => Obstacle::OtherDevShm,
        (_, Some(false)) => match there.low_limit {
            Some(limit) => Obstacle::LimitThere { limit },
            // A session that cannot map what is there goes without shared memory altogether.
            None => memlock_there(here, there).unwrap_or(Obstacle::DisabledThere),
        },
        (Some(true), Some(true)) => Obstacle::OtherVersion,
        _ => Obstacle::Hidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Here = Here {
        session_takes_part: true,
        uid: Some(1000),
        pool: Some(10 << 20),
        low_limit: None,
    };

    /// A peer with which nothing is wrong.
    const ALIKE: Evidence = Evidence {
        same_host: Some(true),
        uid: Some(1000),
        process: Some(7),
        same_dev_shm: Some(true),
        maps_shm: Some(true),
        memlock: Some(None),
        low_limit: None,
        fits_pool: Some(true),
    };

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
                    low_limit: Some(65536),
                    ..ALIKE
                },
                Obstacle::LimitThere { limit: 65536 },
            ),
            (
                Evidence {
                    maps_shm: Some(false),
                    memlock: Some(Some(8 << 20)),
                    fits_pool: Some(false),
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
            assert_eq!(judge(&HERE, false, there).0, Some(expected), "{there:?}");
        }
        let off = Here {
            session_takes_part: false,
            ..HERE
        };
        assert_eq!(judge(&off, false, ALIKE).0, Some(Obstacle::DisabledHere));
        let low = Here {
            low_limit: Some(9),
            ..off
        };
        assert_eq!(
            judge(&low, false, ALIKE).0,
            Some(Obstacle::LimitHere { limit: 9 })
        );
    }

    #[test]
    fn of_a_negotiated_peer_only_its_memory_lock_limit_is_in_the_way() {
        assert_eq!(judge(&HERE, true, ALIKE).0, None);
        let limit = 8 << 20;
        let ordinary = Evidence {
            memlock: Some(Some(limit)),
            fits_pool: Some(false),
            ..ALIKE
        };
        let obstacle = Obstacle::MemlockThere {
            limit,
            pool: 10 << 20,
        };
        assert_eq!(judge(&HERE, true, ordinary).0, Some(obstacle));
        let of_this_library = Evidence {
            fits_pool: Some(true),
            ..ordinary
        };
        assert_eq!(judge(&HERE, true, of_this_library).0, None);
        let no_pool = Here { pool: None, ..HERE };
        assert_eq!(judge(&no_pool, true, ordinary).0, None);
    }

    #[test]
    fn everything_that_is_known_is_found() {
        assert_eq!(judge(&HERE, true, ALIKE).1.len(), 6);
        assert_eq!(
            judge(&HERE, true, Evidence::default()).1,
            [Finding::SessionHere(true)]
        );
    }
}
