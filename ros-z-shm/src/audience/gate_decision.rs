//! Decides whether a session may send a pool's messages in shared memory: a pure function of the state of each
//! receiver, with a table test.

use crate::shm::GateState;
use std::time::Duration;

/// The time within which a connected process announces itself as one of this library.
pub(super) const GRACE: Duration = Duration::from_millis(250);

/// The state of a receiver that matters for the decision.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReceiverState {
    /// Whether it has announced itself as one of this library, which replies to probes.
    pub(super) is_ours: bool,
    /// Whether shared memory was negotiated with it; `None` if it is not connected directly.
    pub(super) negotiated: Option<bool>,
    pub(super) is_router: bool,
    /// The time since it connected.
    pub(super) age: Duration,
    /// Its access to the pool, from its reply to the probe or from its memory lock limit.
    pub(super) access: Option<PoolAccess>,
}

/// The access of a receiver to a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PoolAccess {
    /// It has mapped the pool, gets a copy from zenoh, or no obstacle is known.
    Receives,
    /// It cannot map the pool: zenoh drops messages that are sent to it in the pool.
    CannotMap,
}

/// Returns the state of the gate for one receiver.
pub(super) fn state_for_receiver(known: &ReceiverState) -> GateState {
    match known {
        // zenoh sends it a copy.
        ReceiverState {
            negotiated: Some(false),
            ..
        } => GateState::Open,
        ReceiverState {
            access: Some(PoolAccess::CannotMap),
            ..
        } => GateState::Refused,
        ReceiverState {
            is_ours: true,
            access,
            ..
        } => match access {
            Some(_) => GateState::Open,
            None => GateState::Awaiting,
        },
        // It has left: it is neither connected nor announced.
        ReceiverState { negotiated: None, .. } => GateState::Open,
        ReceiverState { is_router, age, .. } if !is_router && *age < GRACE => GateState::Awaiting,
        ReceiverState { access: None, .. } => GateState::Awaiting,
        ReceiverState { .. } => GateState::Open,
    }
}

/// Returns the state of the gate for all receivers: the worst state wins.
pub(super) fn combined_state(receivers: impl IntoIterator<Item = ReceiverState>) -> GateState {
    let states = receivers.into_iter().map(|known| state_for_receiver(&known));
    states.max().unwrap_or(GateState::Open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use GateState::{Awaiting, Open, Refused};
    use PoolAccess::{CannotMap, Receives};

    const OLD: Duration = GRACE;
    const YOUNG: Duration = Duration::ZERO;

    fn known(
        is_ours: bool,
        negotiated: Option<bool>,
        age: Duration,
        access: Option<PoolAccess>,
    ) -> ReceiverState {
        ReceiverState {
            is_ours,
            negotiated,
            is_router: false,
            age,
            access,
        }
    }

    #[test]
    fn each_receiver_opens_delays_or_closes_the_gate() {
        let table = [
            // Receivers of this library: the reply decides, also through a router.
            (true, Some(true), OLD, None, Awaiting),
            (true, Some(true), OLD, Some(Receives), Open),
            (true, Some(true), YOUNG, Some(Receives), Open),
            (true, Some(true), OLD, Some(CannotMap), Refused),
            (true, None, OLD, None, Awaiting),
            (true, None, OLD, Some(Receives), Open),
            (true, None, OLD, Some(CannotMap), Refused),
            // Foreign receivers: they may still announce themselves; after that, their memory lock limit decides.
            (false, Some(true), YOUNG, None, Awaiting),
            (false, Some(true), YOUNG, Some(Receives), Awaiting),
            (false, Some(true), YOUNG, Some(CannotMap), Refused),
            (false, Some(true), OLD, None, Awaiting),
            (false, Some(true), OLD, Some(Receives), Open),
            (false, Some(true), OLD, Some(CannotMap), Refused),
            // Receivers that get copies do not close the gate, whatever they can map.
            (true, Some(false), YOUNG, None, Open),
            (true, Some(false), OLD, Some(CannotMap), Open),
            (false, Some(false), YOUNG, None, Open),
            (false, Some(false), OLD, Some(CannotMap), Open),
            (false, None, OLD, None, Open),
        ];
        for (is_ours, negotiated, age, access, expected) in table {
            let known = known(is_ours, negotiated, age, access);
            assert_eq!(state_for_receiver(&known), expected, "{known:?}");
        }
    }

    #[test]
    fn a_router_never_announces_itself_and_is_not_waited_for() {
        let router = ReceiverState {
            is_router: true,
            ..known(false, Some(true), YOUNG, Some(Receives))
        };
        assert_eq!(state_for_receiver(&router), Open);
        let unknown = ReceiverState {
            access: None,
            ..router
        };
        assert_eq!(state_for_receiver(&unknown), Awaiting);
    }

    #[test]
    fn the_worst_receiver_decides() {
        let receives = known(true, Some(true), OLD, Some(Receives));
        let awaited = known(true, Some(true), OLD, None);
        let refused = known(false, Some(true), OLD, Some(CannotMap));
        assert_eq!(combined_state([]), Open);
        assert_eq!(combined_state([receives, receives]), Open);
        assert_eq!(combined_state([receives, awaited]), Awaiting);
        assert_eq!(combined_state([awaited, refused, receives]), Refused);
    }
}
