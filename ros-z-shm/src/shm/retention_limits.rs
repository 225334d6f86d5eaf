//! The limits on messages in flight. `retention` applies them.

use std::time::Duration;

/// Limits on how long, and how many bytes of, messages in flight are kept.
///
/// zenoh invalidates a message that no process has confirmed for 100 ms. A receiver confirms a message only after it
/// has received it: a subscriber that is busy for 400 ms loses the rest of a burst, unless the publisher keeps the
/// messages.
///
/// The pool checks the limits when it needs a buffer and no finished message has a suitable one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetentionLimits {
    max_age: Duration,
    max_bytes: Option<usize>,
    max_stuck: Duration,
}

impl RetentionLimits {
    /// The default time for which messages may be stuck before the pool that they fill is replaced. It starts when a
    /// message exceeds its maximum age.
    pub const DEFAULT_MAX_STUCK: Duration = Duration::from_secs(2);

    /// The default maximum age: the time for which zenoh keeps a silent connection. After that, the receiver is gone.
    pub const DEFAULT_MAX_AGE: Duration = Duration::from_secs(10);

    /// Keeps messages for [`DEFAULT_MAX_AGE`](Self::DEFAULT_MAX_AGE), up to the size of the pool.
    pub const fn new() -> Self {
        Self {
            max_age: Self::DEFAULT_MAX_AGE,
            max_bytes: None,
            max_stuck: Self::DEFAULT_MAX_STUCK,
        }
    }

    /// Keeps nothing: a message that is not received within 100 ms is lost.
    pub const fn none() -> Self {
        Self::new().with_max_age(Duration::ZERO)
    }

    /// Sets the age at which the pool stops keeping a message.
    #[must_use]
    pub const fn with_max_age(mut self, max_age: Duration) -> Self {
        self.max_age = max_age;
        self
    }

    /// Keeps at most `max_bytes`. A message that would exceed the limit falls back to the heap.
    #[must_use]
    pub const fn with_max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = Some(max_bytes);
        self
    }

    /// Replaces a full pool if receivers hold messages for `max_stuck` beyond their maximum age and cannot be proven
    /// dead. [`Duration::MAX`] disables replacement.
    ///
    /// The old pool is freed when its last message is released. A pool over a provider of the program is never
    /// replaced.
    #[must_use]
    pub const fn with_max_stuck(mut self, max_stuck: Duration) -> Self {
        self.max_stuck = max_stuck;
        self
    }

    /// Returns the time for which messages may be stuck before the pool that they fill is replaced.
    pub const fn max_stuck(&self) -> Duration {
        self.max_stuck
    }

    /// Returns the age at which the pool stops keeping a message.
    pub const fn max_age(&self) -> Duration {
        self.max_age
    }

    /// Returns the maximum number of bytes that are kept; `None` for the size of the pool.
    pub const fn max_bytes(&self) -> Option<usize> {
        self.max_bytes
    }

    /// Returns whether messages are kept at all.
    pub(super) const fn is_on(&self) -> bool {
        !self.max_age.is_zero()
    }

    /// Returns whether the limits allow keeping `bytes`.
    pub(super) fn allow(&self, bytes: usize) -> bool {
        !self.is_on() || self.max_bytes.is_none_or(|most| bytes <= most)
    }
}

impl Default for RetentionLimits {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_retention_any_number_of_bytes_is_allowed() {
        let none = RetentionLimits::none().with_max_bytes(1);
        assert!(!none.is_on());
        assert!(none.allow(usize::MAX));
    }

    #[test]
    fn the_budget_is_the_most_that_is_kept() {
        let limits = RetentionLimits::new().with_max_bytes(100);
        assert!(limits.allow(100));
        assert!(!limits.allow(101));
        assert!(RetentionLimits::new().allow(usize::MAX));
    }
}
