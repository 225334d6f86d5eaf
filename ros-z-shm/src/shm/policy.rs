//! How hard to try for a buffer before a message takes the heap. Only says what is
//! wanted; `pool_core` does it.

use std::time::Duration;

use super::backend::ForcedCollection;

/// What to do when a pool has no room for a message.
///
/// Whatever the policy, a buffer of an earlier message that every receiver has let go of is
/// taken again first, and a message larger than the pool takes the heap at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AllocPolicy {
    /// Try once.
    ///
    /// The buffers that nobody holds are collected after a failure, for the next message.
    FailFast,

    /// Collect the buffers that nobody holds, and try again.
    #[default]
    Collect,

    /// As [`Collect`](Self::Collect), again and again for at most this long.
    ///
    /// The calling thread sleeps between attempts, a millisecond at most.
    Wait(Duration),

    /// As [`Wait`](Self::Wait), for ever.
    ///
    /// What `BlockOn<GarbageCollect>` does in zenoh. A subscriber that is stopped or was killed
    /// with messages in its hands can block the publisher until the process is ended.
    Block,

    /// As [`Collect`](Self::Collect), then take memory back from receivers that do not confirm it.
    ///
    /// The only way to get back what a killed subscriber held, soon after the
    /// [retention](super::RetentionLimits) of those messages has ended. It cannot tell killed from
    /// stopped, and so needs a [`ForcedCollection`]: [`ForcedCollection::permit`] is `unsafe`, and its
    /// contract covers every pool of the process.
    RecoverDead(ForcedCollection),
}

impl AllocPolicy {
    /// Whether there is a second try.
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
