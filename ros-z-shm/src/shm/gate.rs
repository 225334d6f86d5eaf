//! The gate between a pool and the receivers of one session: a single atomic value that the publish path reads.
//! `audience` sets it.

use std::sync::atomic::{AtomicU64, Ordering};

use zenoh::shm::SegmentID;

use super::fallback::FallbackReason;

/// Whether messages may be sent in shared memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum GateState {
    /// Every connected receiver can map the pool, or gets a copy from zenoh.
    Open,
    /// A receiver has not replied yet.
    Awaiting,
    /// A receiver cannot map the pool.
    Refused,
}

/// The state of the gate, and the segment for which it was decided. A pool that was replaced has another segment.
#[derive(Debug)]
pub(crate) struct Gate {
    /// The state in the low 8 bits, the segment above them.
    state: AtomicU64,
}

const STATE_BITS: u32 = 8;
const STATE_MASK: u64 = (1 << STATE_BITS) - 1;

/// Marks a state that was decided without a segment; no segment has this number.
const NO_SEGMENT: u64 = 1 << 32;

fn pack(gate_state: GateState, segment: Option<SegmentID>) -> u64 {
    let segment = segment.map_or(NO_SEGMENT, u64::from);
    segment << STATE_BITS | gate_state as u64
}

impl Gate {
    pub(crate) fn new(gate_state: GateState) -> Self {
        Self {
            state: AtomicU64::new(pack(gate_state, None)),
        }
    }

    pub(crate) fn set(&self, gate_state: GateState, segment: Option<SegmentID>) {
        self.state.store(pack(gate_state, segment), Ordering::Release);
    }

    /// Returns an error with the fallback reason unless messages may be sent in shared memory.
    pub(crate) fn check(&self) -> Result<(), FallbackReason> {
        const AWAITING: u64 = GateState::Awaiting as u64;
        const REFUSED: u64 = GateState::Refused as u64;
        match self.state.load(Ordering::Acquire) & STATE_MASK {
            AWAITING => Err(FallbackReason::AwaitingReceiver),
            REFUSED => Err(FallbackReason::ReceiverCannotMap),
            _ => Ok(()),
        }
    }

    /// Returns whether the state was decided for this segment.
    pub(crate) fn is_about(&self, segment: SegmentID) -> bool {
        self.state.load(Ordering::Acquire) >> STATE_BITS == u64::from(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_its_reason() {
        let gate = Gate::new(GateState::Open);
        assert_eq!(gate.check(), Ok(()));
        gate.set(GateState::Awaiting, None);
        assert_eq!(gate.check(), Err(FallbackReason::AwaitingReceiver));
        gate.set(GateState::Refused, Some(7));
        assert_eq!(gate.check(), Err(FallbackReason::ReceiverCannotMap));
    }

    #[test]
    fn a_state_applies_to_one_segment() {
        let gate = Gate::new(GateState::Open);
        for segment in [0, 7, SegmentID::MAX] {
            assert!(!gate.is_about(segment));
            gate.set(GateState::Open, Some(segment));
            assert_eq!((gate.check(), gate.is_about(segment)), (Ok(()), true));
        }
        assert!(!gate.is_about(7));
    }
}
