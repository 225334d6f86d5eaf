//! The reasons why a message falls back to the heap, and the reasons that have caused a warning. Other files
//! decide and count.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

/// The reason why a message was not written into shared memory.
///
/// The message is delivered anyway, from the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FallbackReason {
    /// Shared memory is off for this publisher.
    Disabled,
    /// The message is smaller than the threshold.
    BelowThreshold,
    /// The message is larger than the pool.
    LargerThanPool,
    /// The pool has no free block of that size, and the allocation policy gave up.
    PoolExhausted,
    /// The messages in flight use up the retention budget.
    RetentionBudget,
    /// The pool could not be created (memory lock limit, `/dev/shm`, permissions).
    PoolUnavailable,
    /// zenoh's allocator failed, and not because the pool is full.
    AllocatorFailed,
    /// The message was passed on as it was, and was not in shared memory.
    PassedOn,
    /// A process has connected, and has not yet answered whether it can map the pool.
    AwaitingReceiver,
    /// A connected process cannot map the pool. zenoh would drop the messages in it that are sent to that
    /// process.
    ReceiverCannotMap,
}

impl FallbackReason {
    /// The number of reasons.
    pub(super) const COUNT: usize = Self::ALL.len();

    /// All reasons, in the order of their declaration.
    pub const ALL: &'static [Self] = &[
        Self::Disabled,
        Self::BelowThreshold,
        Self::LargerThanPool,
        Self::PoolExhausted,
        Self::RetentionBudget,
        Self::PoolUnavailable,
        Self::AllocatorFailed,
        Self::PassedOn,
        Self::AwaitingReceiver,
        Self::ReceiverCannotMap,
    ];

    /// Returns the position of this reason in [`ALL`](Self::ALL), for arrays of counters.
    pub(super) const fn index(self) -> usize {
        self as usize
    }

    /// Returns whether the first message with this reason needs a warning.
    ///
    /// Returns `false` for reasons that are configured, and for those with a warning of their own: a pool
    /// that could not be created, a receiver that cannot map it.
    pub const fn needs_warning(self) -> bool {
        !matches!(
            self,
            Self::Disabled
                | Self::BelowThreshold
                | Self::PoolUnavailable
                | Self::PassedOn
                | Self::AwaitingReceiver
                | Self::ReceiverCannotMap
        )
    }

    /// Returns whether the same message may fit later, when receivers have released others.
    pub const fn is_temporary(self) -> bool {
        matches!(self, Self::PoolExhausted | Self::RetentionBudget)
    }

    /// Returns the remedy, for a warning; `None` if nothing is wrong.
    pub const fn cure(self) -> Option<&'static str> {
        match self {
            Self::Disabled | Self::BelowThreshold | Self::PassedOn | Self::AwaitingReceiver => None,
            Self::LargerThanPool => Some("use a pool larger than the largest message"),
            Self::PoolExhausted => Some("use a larger pool, or wait for room with `AllocPolicy::Wait`"),
            Self::RetentionBudget => Some("raise the retention budget, or speed up the subscriber"),
            Self::PoolUnavailable => Some("see the warning logged when the pool was created"),
            Self::AllocatorFailed => Some("raise the memory lock limit (`ulimit -l`)"),
            Self::ReceiverCannotMap => Some("see the warning that names the process, and `shm_report()`"),
        }
    }
}

impl fmt::Display for FallbackReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Disabled => "shared memory is off",
            Self::BelowThreshold => "below the threshold",
            Self::LargerThanPool => "larger than the pool",
            Self::PoolExhausted => "pool exhausted",
            Self::RetentionBudget => "retention budget used up",
            Self::PoolUnavailable => "pool unavailable",
            Self::AllocatorFailed => "allocator failed",
            Self::PassedOn => "passed on as it was",
            Self::AwaitingReceiver => "a receiver has not yet mapped the pool",
            Self::ReceiverCannotMap => "a receiver cannot map the pool",
        })
    }
}

/// Remembers the reasons that have occurred, so that each causes one warning.
#[derive(Debug, Default)]
pub(super) struct OncePerReason {
    met: AtomicU32,
}

impl OncePerReason {
    /// Returns whether `reason` occurs for the first time.
    pub(super) fn is_first(&self, reason: FallbackReason) -> bool {
        let bit = 1 << reason.index();
        self.met.fetch_or(bit, Ordering::Relaxed) & bit == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_is_the_position_in_all() {
        for (position, reason) in FallbackReason::ALL.iter().enumerate() {
            assert_eq!(reason.index(), position);
        }
    }

    #[test]
    fn each_reason_is_first_once() {
        let once = OncePerReason::default();
        for &reason in FallbackReason::ALL {
            assert!(once.is_first(reason));
            assert!(!once.is_first(reason));
        }
    }

    #[test]
    fn a_reason_that_needs_a_warning_has_a_cure() {
        for &reason in FallbackReason::ALL {
            assert!(reason.cure().is_some() || !reason.needs_warning(), "{reason}");
        }
    }
}
