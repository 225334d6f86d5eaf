//! Whether messages of a pool may be sent in shared memory in one session: a single atomic value that the publish path
//! reads. Set by `audience`, which knows the receivers.

use std::sync::atomic::{AtomicU8, Ordering};

use super::fallback::FallbackReason;

/// What may be sent from a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Passage {
    /// Every connected receiver can map the pool, or gets a copy from zenoh.
    Open,
    /// A receiver has not answered yet.
    Awaiting,
    /// A receiver cannot map the pool.
    Refused,
}

/// The passage from one pool to the receivers of one session.
#[derive(Debug)]
pub(crate) struct Gate {
    passage: AtomicU8,
}

impl Gate {
    pub(crate) const fn new(passage: Passage) -> Self {
        Self {
            passage: AtomicU8::new(passage as u8),
        }
    }

    pub(crate) fn set(&self, passage: Passage) {
        self.passage.store(passage as u8, Ordering::Release);
    }

    /// Checks that a message may be sent in shared memory, else returns why it is sent from the heap.
    pub(crate) fn check(&self) -> Result<(), FallbackReason> {
        const AWAITING: u8 = Passage::Awaiting as u8;
        const REFUSED: u8 = Passage::Refused as u8;
        match self.passage.load(Ordering::Acquire) {
            AWAITING => Err(FallbackReason::AwaitingReceiver),
            REFUSED => Err(FallbackReason::ReceiverCannotMap),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_passage_has_its_reason() {
        let gate = Gate::new(Passage::Open);
        assert_eq!(gate.check(), Ok(()));
        gate.set(Passage::Awaiting);
        assert_eq!(gate.check(), Err(FallbackReason::AwaitingReceiver));
        gate.set(Passage::Refused);
        assert_eq!(gate.check(), Err(FallbackReason::ReceiverCannotMap));
    }
}
