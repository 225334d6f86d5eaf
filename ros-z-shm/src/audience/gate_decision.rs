//! Whether a pool may be used towards the receivers of a session: a pure function of what is known of each of them,
//! with a table test.

use crate::shm::Passage;
use std::time::Duration;

/// How long a connected process may take to announce itself as one of this library.
pub(super) const GRACE: Duration = Duration::from_millis(250);

/// What is known of a receiver.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Whether it has announced itself as one of this library, which answers questions.
    pub(super) is_ours: bool,
    /// Whether shared memory was negotiated with it; `None` if it is not connected directly.
    pub(super) negotiated: Option<bool>,
    pub(super) is_router: bool,
    /// For how long it has been connected.
    pub(super) age: Duration,
    /// What it has answered about the pool, or what its limits allow.
    pub(super) verdict: Option<Verdict>,
}

/// Whether a receiver can map a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It has mapped the pool, gets a copy from zenoh, or nothing is known against it.
    Receives,
    /// zenoh drops what is sent to it in the pool.
    CannotMap,
}

/// Decides for one receiver.
pub(super) fn passage_to(known: &Known) -> Passage {
    match known {
        // zenoh sends it a copy.
        Known {
            negotiated: Some(false),
            ..
        } => Passage::Open,
        Known {
            verdict: Some(Verdict::CannotMap),
            ..
        } => Passage::Refused,
        Known {
            is_ours: true,
            verdict,
            ..
        } => match verdict {
            Some(_) => Passage::Open,
            None => Passage::Awaiting,
        },
        // Neither connected nor announced: it has left.
        Known { negotiated: None, .. } => Passage::Open,
        Known { is_router, age, .. } if !is_router && *age < GRACE => Passage::Awaiting,
        Known { verdict: None, .. } => Passage::Awaiting,
        Known { .. } => Passage::Open,
    }
}

/// Decides for all receivers together: the worst of them decides.
pub(super) fn passage_to_all(receivers: impl IntoIterator<Item = Known>) -> Passage {
    let passages = receivers.into_iter().map(|known| passage_to(&known));
    passages.max().unwrap_or(Passage::Open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Passage::{Awaiting, Open, Refused};
    use Verdict::{CannotMap, Receives};

    const OLD: Duration = GRACE;
    const YOUNG: Duration = Duration::ZERO;

    fn known(is_ours: bool, negotiated: Option<bool>, age: Duration, verdict: Option<Verdict>) -> Known {
        Known {
            is_ours,
            negotiated,
            is_router: false,
            age,
            verdict,
        }
    }

    #[test]
    fn each_receiver_opens_delays_or_closes_the_passage() {
        let table = [
            // Receivers of this library: the answer decides, near or behind a router.
            (true, Some(true), OLD, None, Awaiting),
            (true, Some(true), OLD, Some(Receives), Open),
            (true, Some(true), YOUNG, Some(Receives), Open),
            (true, Some(true), OLD, Some(CannotMap), Refused),
            (true, None, OLD, None, Awaiting),
            (true, None, OLD, Some(Receives), Open),
            (true, None, OLD, Some(CannotMap), Refused),
            // Foreign ones: they may still announce themselves; then their limits decide.
            (false, Some(true), YOUNG, None, Awaiting),
            (false, Some(true), YOUNG, Some(Receives), Awaiting),
            (false, Some(true), YOUNG, Some(CannotMap), Refused),
            (false, Some(true), OLD, None, Awaiting),
            (false, Some(true), OLD, Some(Receives), Open),
            (false, Some(true), OLD, Some(CannotMap), Refused),
            // Those that get copies are not in the way, whatever they can map.
            (true, Some(false), YOUNG, None, Open),
            (true, Some(false), OLD, Some(CannotMap), Open),
            (false, Some(false), YOUNG, None, Open),
            (false, Some(false), OLD, Some(CannotMap), Open),
            (false, None, OLD, None, Open),
        ];
        for (is_ours, negotiated, age, verdict, expected) in table {
            let known = known(is_ours, negotiated, age, verdict);
            assert_eq!(passage_to(&known), expected, "{known:?}");
        }
    }

    #[test]
    fn a_router_never_announces_itself_and_is_not_waited_for() {
        let router = Known {
            is_router: true,
            ..known(false, Some(true), YOUNG, Some(Receives))
        };
        assert_eq!(passage_to(&router), Open);
        let unknown = Known {
            verdict: None,
            ..router
        };
        assert_eq!(passage_to(&unknown), Awaiting);
    }

    #[test]
    fn the_worst_receiver_decides() {
        let receives = known(true, Some(true), OLD, Some(Receives));
        let awaited = known(true, Some(true), OLD, None);
        let refused = known(false, Some(true), OLD, Some(CannotMap));
        assert_eq!(passage_to_all([]), Open);
        assert_eq!(passage_to_all([receives, receives]), Open);
        assert_eq!(passage_to_all([receives, awaited]), Awaiting);
        assert_eq!(passage_to_all([awaited, refused, receives]), Refused);
    }
}
