//! The tokens and messages with which two sessions agree on a lane. All of them come from the wire: a missing or malformed
//! value is `None`.

use super::reader::LaneOffer;
use super::writer::{Destination, MAX_DEPTH};
use crate::queue::QueueLimit;
use std::fmt;
use zenoh::query::Parameters;
use zenoh::session::ZenohId;

/// Returns the pattern of all tokens of lanes.
pub(crate) fn token_pattern() -> &'static str {
    "@/*/ros_z_shm/lane/**"
}

/// Returns the key on which a session receives offers.
pub(crate) fn offer_key(zid: impl fmt::Display) -> String {
    format!("@/{zid}/ros_z_shm/lane-offer")
}

/// Returns the query that a publisher sends after the samples from before a lane.
pub(crate) fn fence_selector((zid, number): Destination, nonce: u64) -> String {
    format!("{}?fence={nonce};subscriber={number}", offer_key(zid))
}

/// The content of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announcement {
    /// All subscribers of the session announce themselves.
    Exclusive(ZenohId),
    /// A subscriber, the hash of its key expression, and the limit of its queue if it takes lanes.
    Subscriber {
        at: Destination,
        key: u64,
        limit: Option<QueueLimit>,
        /// A hash of everything that its process must have in common with that of a publisher.
        place: u64,
    },
}

/// Returns the key of the token of a session whose subscribers all announce themselves.
pub(super) fn exclusive_token(zid: ZenohId) -> String {
    format!("@/{zid}/ros_z_shm/lane/exclusive")
}

/// Returns the key of the token of a subscriber in a process at `place`.
pub(super) fn subscriber_token(
    (zid, number): Destination,
    key: &str,
    limit: Option<QueueLimit>,
    place: u64,
) -> String {
    let hash = hash(key);
    let limit = match limit {
        Some(QueueLimit::DropOldest(depth)) if depth <= MAX_DEPTH => format!("last-{depth}"),
        Some(QueueLimit::Block(depth)) if depth <= MAX_DEPTH => format!("all-{depth}"),
        _ => "none".into(),
    };
    format!("@/{zid}/ros_z_shm/lane/{number}/{hash:016x}/{limit}/{place:016x}")
}

impl Announcement {
    /// Parses the key of a token.
    pub(super) fn parse(key: &str) -> Option<Self> {
        let mut parts = key.strip_prefix("@/")?.split('/');
        let zid = parts.next()?.parse().ok()?;
        if (parts.next()?, parts.next()?) != ("ros_z_shm", "lane") {
            return None;
        }
        let announcement = match parts.next()? {
            "exclusive" => Self::Exclusive(zid),
            number => {
                let at = (zid, number.parse().ok()?);
                let key = u64::from_str_radix(parts.next()?, 16).ok()?;
                let limit = match parts.next()?.split_once('-') {
                    Some(("last", depth)) => Some(QueueLimit::DropOldest(depth.parse().ok()?)),
                    Some(("all", depth)) => Some(QueueLimit::Block(depth.parse().ok()?)),
                    _ => None,
                };
                let place = u64::from_str_radix(parts.next()?, 16).ok()?;
                Self::Subscriber {
                    at,
                    key,
                    limit,
                    place,
                }
            }
        };
        parts.next().is_none().then_some(announcement)
    }
}

/// Returns a hash of a key expression that is the same in all processes (FNV-1a).
pub(super) fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The parameters of an offer; the payload is the key expression.
pub(super) fn offer_selector((zid, number): Destination, offer: &LaneOffer, namespace: u64) -> String {
    let LaneOffer {
        process,
        descriptor,
        nonce,
        publisher,
        segment,
        session,
        is_reliable,
    } = offer;
    let publisher = u128::from_be_bytes(*publisher);
    let mut selector = format!(
        "{}?subscriber={number};process={process};descriptor={descriptor};nonce={nonce};publisher={publisher:032x};\
         session={session};namespace={namespace};reliable={is_reliable}",
        offer_key(zid)
    );
    if let Some(segment) = segment {
        selector.push_str(&format!(";segment={segment}"));
    }
    selector
}

/// A query about a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LaneQuery {
    Offer {
        subscriber: u64,
        namespace: u64,
        offer: LaneOffer,
    },
    /// All samples from before the lane were sent before this.
    Fence { subscriber: u64, nonce: u64 },
}

impl LaneQuery {
    pub(crate) fn parse(parameters: &Parameters<'_>) -> Option<Self> {
        let number = |name| parameters.get(name)?.parse::<u64>().ok();
        let subscriber = number("subscriber")?;
        if let Some(nonce) = number("fence") {
            return Some(Self::Fence { subscriber, nonce });
        }
        let publisher = parameters.get("publisher").filter(|id| id.len() == 32)?;
        Some(Self::Offer {
            subscriber,
            namespace: number("namespace")?,
            offer: LaneOffer {
                process: parameters.get("process")?.parse().ok()?,
                descriptor: parameters.get("descriptor")?.parse().ok()?,
                nonce: number("nonce")?,
                publisher: u128::from_str_radix(publisher, 16).ok()?.to_be_bytes(),
                segment: match parameters.get("segment") {
                    Some(segment) => Some(segment.parse().ok()?),
                    None => None,
                },
                session: parameters.get("session")?.parse().ok()?,
                is_reliable: parameters.get("reliable")?.parse().ok()?,
            },
        })
    }
}

/// The reply to an offer: the process, descriptor and nonce of the bell.
pub(super) fn acceptance(process: u32, (descriptor, nonce): (i32, u64)) -> String {
    format!("process={process};descriptor={descriptor};nonce={nonce}")
}

/// The reply to an offer that is not accepted.
pub(super) const REFUSAL: &str = "refused";

pub(super) fn parse_acceptance(parameters: &Parameters<'_>) -> Option<(u32, i32, u64)> {
    Some((
        parameters.get("process")?.parse().ok()?,
        parameters.get("descriptor")?.parse().ok()?,
        parameters.get("nonce")?.parse().ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zid() -> ZenohId {
        "a1b2c3".parse().expect("it is hexadecimal")
    }

    #[test]
    fn tokens_are_parsed_back() {
        assert_eq!(
            Announcement::parse(&exclusive_token(zid())),
            Some(Announcement::Exclusive(zid()))
        );
        for (limit, expected) in [
            (None, None),
            (Some(QueueLimit::DropOldest(10)), Some(QueueLimit::DropOldest(10))),
            (Some(QueueLimit::Block(1024)), Some(QueueLimit::Block(1024))),
            (Some(QueueLimit::DropOldest(MAX_DEPTH + 1)), None),
        ] {
            let at = (zid(), 7);
            assert_eq!(
                Announcement::parse(&subscriber_token(at, "0/topic", limit, u64::MAX)),
                Some(Announcement::Subscriber {
                    at,
                    key: hash("0/topic"),
                    limit: expected,
                    place: u64::MAX,
                })
            );
        }
        for key in [
            "",
            "@/x/ros_z_shm/lane/exclusive",
            "@/a1/ros_z_shm/lane/exclusive/more",
            "@/a1/ros_z_shm/lane/1",
            "@/a1/ros_z_shm/lane/1/zz/none",
            "@/a1/ros_z_shm/lane/1/ff/last-x/1",
            "@/a1/ros_z_shm/lane/1/ff/last-1",
            "@/a1/ros_z_shm/lane/1/ff/last-1/x",
            "@/a1/ros_z_shm/lane/1/ff/last-1/1/1",
            "@/a1/ros_z_shm/receiver",
        ] {
            assert_eq!(Announcement::parse(key), None, "{key}");
        }
    }

    #[test]
    fn offers_and_fences_are_parsed_back() {
        for (segment, is_reliable) in [(None, false), (Some(70_000), true)] {
            let offer = LaneOffer {
                process: 7,
                descriptor: 9,
                nonce: u64::MAX,
                publisher: [0xfe; 16],
                segment,
                session: zid(),
                is_reliable,
            };
            let selector = offer_selector((zid(), 3), &offer, 4_026_531_836);
            let (key, parameters) = selector.split_once('?').expect("it has parameters");
            assert_eq!(key, offer_key(zid()));
            assert_eq!(
                LaneQuery::parse(&Parameters::from(parameters)),
                Some(LaneQuery::Offer {
                    subscriber: 3,
                    namespace: 4_026_531_836,
                    offer
                })
            );
        }
        let fence = fence_selector((zid(), 3), 5);
        let (_, parameters) = fence.split_once('?').expect("it has parameters");
        let expected = LaneQuery::Fence {
            subscriber: 3,
            nonce: 5,
        };
        assert_eq!(LaneQuery::parse(&Parameters::from(parameters)), Some(expected));
        for text in [
            "",
            "subscriber=1",
            "subscriber=x;fence=1",
            "subscriber=1;nonce=1;publisher=ff",
        ] {
            assert_eq!(LaneQuery::parse(&Parameters::from(text)), None, "{text}");
        }
        let reply = acceptance(7, (-1, 3));
        assert_eq!(parse_acceptance(&Parameters::from(reply)), Some((7, -1, 3)));
        assert_eq!(parse_acceptance(&Parameters::from(REFUSAL)), None);
    }
}
