//! The count of received messages that cannot be deserialized. Samples share it, so that decoding a sample reports
//! failures to its subscriber.

use ros_z_core::DeserializeError;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts the samples of a topic that cannot be deserialized as its type, and logs a warning for the first.
#[derive(Debug)]
pub struct Undecodable {
    topic: String,
    count: AtomicU64,
}

impl Undecodable {
    /// Starts at 0, for the topic or key expression that the warning names.
    #[must_use]
    pub fn new(topic: impl Into<String>) -> Self {
        Self {
            topic: topic.into(),
            count: AtomicU64::new(0),
        }
    }

    /// Returns the number of failures.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Counts a failure.
    pub(crate) fn note(&self, error: &DeserializeError) {
        if self.count.fetch_add(1, Ordering::Relaxed) == 0 {
            tracing::warn!(
                topic = self.topic,
                "cannot deserialize a sample as the type of its topic: {error}; further failures are only counted"
            );
        }
    }
}
