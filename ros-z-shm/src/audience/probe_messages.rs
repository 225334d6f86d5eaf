//! The messages between a publisher that probes and a receiver, as zenoh's parameters. All of them come from the wire:
//! a missing or malformed value is `None`.

use crate::shm::ShmLimits;
use std::fmt;
use zenoh::query::Parameters;
use zenoh::session::ZenohId;
use zenoh::shm::SegmentID;

/// Returns the key of the liveliness token with which a session of this library announces itself.
pub(super) fn token_key(zid: impl fmt::Display) -> String {
    format!("@/{zid}/ros_z_shm/receiver")
}

/// Returns the key on which a session of this library receives probes.
pub(super) fn probe_key(zid: impl fmt::Display) -> String {
    format!("@/{zid}/ros_z_shm/question")
}

/// Returns the key on which a session of this library reports the statistics of its process.
pub(super) fn stats_key(zid: impl fmt::Display) -> String {
    format!("@/{zid}/ros_z_shm/statistics")
}

/// Returns the session that a token announces.
pub(super) fn announced(key: &str) -> Option<ZenohId> {
    key.strip_prefix("@/")?
        .strip_suffix("/ros_z_shm/receiver")?
        .parse()
        .ok()
}

/// The pool that is probed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ProbeRequest {
    pub(super) sender: ZenohId,
    pub(super) process: u32,
    pub(super) segment: SegmentID,
    pub(super) bytes: u64,
    /// The segment of the pool that this one has replaced.
    pub(super) replaces: Option<SegmentID>,
}

impl ProbeRequest {
    pub(super) fn parse(parameters: &Parameters<'_>) -> Option<Self> {
        Some(Self {
            sender: parameters.get("asker")?.parse().ok()?,
            process: parameters.get("process")?.parse().ok()?,
            segment: parameters.get("segment")?.parse().ok()?,
            bytes: parameters.get("bytes")?.parse().ok()?,
            replaces: parameters.get("instead").and_then(|segment| segment.parse().ok()),
        })
    }
}

impl fmt::Display for ProbeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            sender,
            process,
            segment,
            bytes,
            replaces,
        } = self;
        write!(
            f,
            "asker={sender};process={process};segment={segment};bytes={bytes}"
        )?;
        match replaces {
            Some(replaces) => write!(f, ";instead={replaces}"),
            None => Ok(()),
        }
    }
}

/// How the probe arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// In shared memory: the receiver has mapped the pool.
    Mapped,
    /// Over the network: zenoh copies for this receiver.
    Copied,
    /// Not at all: zenoh dropped it, because the receiver cannot map the pool.
    Dropped,
}

/// The reply of a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProbeReply {
    pub(crate) arrival: Arrival,
    /// Its process id, in its own pid namespace.
    pub(crate) process: u32,
    /// Whether its session takes part in shared memory.
    pub(crate) takes_part: bool,
    /// Its memory lock limit in bytes; `None` for no limit.
    pub(crate) limit: Option<u64>,
    /// The bytes that it has locked.
    pub(crate) locked: u64,
}

impl ProbeReply {
    /// Creates the reply of this process.
    pub(super) fn here(arrival: Arrival, takes_part: bool) -> Self {
        let limits = ShmLimits::read();
        Self {
            arrival,
            process: std::process::id(),
            takes_part,
            limit: limits.memlock(),
            locked: limits.locked(),
        }
    }

    pub(super) fn parse(parameters: &Parameters<'_>) -> Option<Self> {
        let number = |name| parameters.get(name)?.parse::<u64>().ok();
        Some(Self {
            arrival: match parameters.get("arrival")? {
                "mapped" => Arrival::Mapped,
                "copied" => Arrival::Copied,
                "dropped" => Arrival::Dropped,
                _ => return None,
            },
            process: parameters.get("process")?.parse().ok()?,
            takes_part: parameters.get("takes_part")? == "true",
            limit: number("limit"),
            locked: number("locked")?,
        })
    }
}

impl fmt::Display for ProbeReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrival = match self.arrival {
            Arrival::Mapped => "mapped",
            Arrival::Copied => "copied",
            Arrival::Dropped => "dropped",
        };
        let Self {
            process,
            takes_part,
            locked,
            ..
        } = self;
        write!(
            f,
            "arrival={arrival};process={process};takes_part={takes_part};locked={locked}"
        )?;
        match self.limit {
            Some(limit) => write!(f, ";limit={limit}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zid() -> ZenohId {
        "a1b2c3".parse().expect("it is hexadecimal")
    }

    #[test]
    fn a_token_names_its_session() {
        assert_eq!(announced(&token_key(zid())), Some(zid()));
        for key in [
            "@/x/ros_z_shm/receiver",
            "@/a1/ros_z_shm/here",
            "a1/ros_z_shm/receiver",
            "",
        ] {
            assert_eq!(announced(key), None, "{key}");
        }
    }

    #[test]
    fn requests_and_replies_are_parsed_back() {
        for replaces in [None, Some(3)] {
            let request = ProbeRequest {
                sender: zid(),
                process: 7,
                segment: 70_000,
                bytes: 10 << 20,
                replaces,
            };
            assert_eq!(
                ProbeRequest::parse(&Parameters::from(request.to_string())),
                Some(request)
            );
        }
        for limit in [None, Some(8 << 20)] {
            for arrival in [Arrival::Mapped, Arrival::Copied, Arrival::Dropped] {
                let answer = ProbeReply {
                    arrival,
                    process: 7,
                    takes_part: true,
                    limit,
                    locked: 4096,
                };
                assert_eq!(
                    ProbeReply::parse(&Parameters::from(answer.to_string())),
                    Some(answer)
                );
            }
        }
    }

    #[test]
    fn malformed_parameters_are_none() {
        for text in [
            "",
            "asker=a1",
            "asker=-;process=1;segment=1;bytes=1",
            "asker=a1;process=1;segment=99999999999;bytes=1",
        ] {
            assert_eq!(ProbeRequest::parse(&Parameters::from(text)), None, "{text}");
        }
        for text in [
            "",
            "arrival=gone;process=1;takes_part=true;locked=0",
            "arrival=mapped;process=x;takes_part=true;locked=0",
        ] {
            assert_eq!(ProbeReply::parse(&Parameters::from(text)), None, "{text}");
        }
    }
}
