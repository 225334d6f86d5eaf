//! The effort to allocate a buffer before a message falls back to the heap. `pool_core` implements it.

use std::time::Duration;

use super::backend::ForcedCollection;

/// The reaction to a pool without room for a message.
///
/// With every policy, a buffer that all receivers of an earlier message have released is reused first, and a message
/// larger than the pool falls back to the heap at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AllocPolicy {
    /// Try once.
    ///
    /// After a failure, the buffers without holders are collected for the next message.
    FailFast,

    /// Collect the buffers without holders, and try again.
    #[default]
    Collect,

    /// Repeat [`Collect`](Self::Collect) for at most this long.
    ///
    /// The calling thread sleeps between attempts, for at most one millisecond.
    Wait(Duration),

    /// Repeat [`Collect`](Self::Collect) without a time limit.
    ///
    /// zenoh's equivalent is `BlockOn<GarbageCollect>`. A subscriber that is stopped or was killed while it held
    /// messages can block the publisher until the process ends.
    Block,

    /// As [`Collect`](Self::Collect), then recover memory from receivers that do not confirm it.
    ///
    /// This is the only policy that recovers the memory of a killed subscriber soon after the
    /// [retention](super::RetentionLimits) of its messages has ended. It cannot distinguish a killed subscriber from a
    /// stopped one, so it needs a [`ForcedCollection`]: [`ForcedCollection::permit`] is `unsafe`, and its contract
    /// covers every pool of the process.
    RecoverDead(ForcedCollection),
}

impl AllocPolicy {
    /// Returns whether there is a second attempt.
    pub(super) const fn tries_again(self) -> bool {
        !matches!(self, Self::FailFast)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_collects_and_does_not_wait() {
        assert_eq!(AllocPolicy::default(), AllocPolicy::Collect);
        assert!(AllocPolicy::default().tries_again());
        assert!(!AllocPolicy::FailFast.tries_again());
    }
}
