//! The largest message that crosses the network. A receiver puts the fragments of a message together up to a limit, and
//! drops a larger one without a word to its sender: such a message is refused before it is sent.

use crate::error::PublishError;
use crate::published::PublishPath;
use crate::shm_writer::WrittenMessage;
use std::sync::atomic::{AtomicBool, Ordering};
use zenoh::Session;

/// The limit of a receiver. Its setting is not known here; that of this session is, and both have the same default.
const LIMIT: &str = "transport/link/rx/max_message_size";

/// The longest message that is not fragmented.
const BATCH: &str = "transport/link/tx/batch_size";

/// zenoh's defaults.
const DEFAULT_LIMIT: usize = 1 << 30;
const DEFAULT_BATCH: usize = 65_535;

/// The most that zenoh puts around a message, beside its key: time, source, quality of service, attachment.
const ENVELOPE: usize = 256;

/// The limit for the messages on one key.
#[derive(Debug)]
pub struct NetworkLimit {
    /// In bytes, of a message and everything around it.
    limit: usize,
    envelope: usize,
    was_warning: AtomicBool,
}

/// A message does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLarge {
    /// Length of the serialized message in bytes.
    pub bytes: usize,
    /// The most that a receiver takes, with everything around the message.
    pub limit: usize,
}

impl NetworkLimit {
    /// The limit that a session has for what it receives.
    pub fn of(session: &Session, key: &str) -> Self {
        let setting = |name: &str| session.config().get(name).ok()?.trim().parse().ok();
        Self::new(setting(LIMIT), setting(BATCH), key)
    }

    fn new(limit: Option<usize>, batch: Option<usize>, key: &str) -> Self {
        let (limit, batch) = (limit.unwrap_or(DEFAULT_LIMIT), batch.unwrap_or(DEFAULT_BATCH));
        Self {
            // What is not fragmented is not put together.
            limit: limit.max(batch),
            envelope: ENVELOPE + key.len(),
            was_warning: AtomicBool::new(false),
        }
    }

    /// Checks a message. `is_sent` is asked only about one that is too large: whether it would cross the network.
    ///
    /// Of a message in shared memory only the descriptor does. One that is too large for receivers that get it over the
    /// network is sent to those that do not; that is logged once.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn compare(
        &self,
        name: &str,
        written: &WrittenMessage,
        is_sent: impl FnOnce() -> bool,
    ) -> Result<(), TooLarge> {
        let bytes = written.bytes;
        if !self.is_beyond(bytes) {
            return Ok(());
        }
        let crossing = match (written.path, written.spliced) {
            (PublishPath::Shm, 0) => 0,
            (PublishPath::Shm, spliced) => bytes.saturating_sub(spliced),
            (PublishPath::Heap(_), _) => bytes,
        };
        if self.is_beyond(crossing) && is_sent() {
            return Err(TooLarge {
                bytes,
                limit: self.limit,
            });
        }
        if !self.was_warning.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                topic = name,
                bytes,
                limit = self.limit,
                "a message is larger than receivers over the network take: it reaches only those that share memory \
                 with this process; raise {LIMIT} on the others"
            );
        }
        Ok(())
    }

    /// As [`compare`](Self::compare), with the error of a publisher.
    ///
    /// # Errors
    /// [`PublishError::TooLargeForNetwork`].
    pub fn check(
        &self,
        name: &str,
        written: &WrittenMessage,
        is_sent: impl FnOnce() -> bool,
    ) -> Result<(), PublishError> {
        self.compare(name, written, is_sent)
            .map_err(|TooLarge { bytes, limit }| PublishError::TooLargeForNetwork {
                key: name.to_owned(),
                bytes,
                limit,
            })
    }

    fn is_beyond(&self, bytes: usize) -> bool {
        bytes.saturating_add(self.envelope) > self.limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shm::FallbackReason;

    fn written(path: PublishPath, bytes: usize, spliced: usize) -> WrittenMessage {
        WrittenMessage {
            payload: Vec::new().into(),
            path,
            bytes,
            spliced,
        }
    }

    #[test]
    fn a_gibibyte_is_too_large_for_the_network_and_not_for_shared_memory() {
        let limit = NetworkLimit::new(None, None, "key");
        let heap = PublishPath::Heap(FallbackReason::Disabled);
        let check = |path, bytes, spliced, is_sent| {
            limit.compare("/topic", &written(path, bytes, spliced), || is_sent)
        };
        let too_large = |bytes| {
            Err(TooLarge {
                bytes,
                limit: 1_073_741_824,
            })
        };
        assert_eq!(check(heap, (1 << 30) - 1000, 0, true), Ok(()));
        assert_eq!(check(heap, 1_150_000_000, 0, true), too_large(1_150_000_000));
        assert_eq!(check(heap, 1 << 30, 0, true), too_large(1 << 30));
        assert_eq!(check(heap, 1 << 30, 0, false), Ok(()));
        assert_eq!(check(PublishPath::Shm, 1 << 31, 0, true), Ok(()));
        assert_eq!(
            check(PublishPath::Shm, 1 << 31, 1 << 30, true),
            too_large(1 << 31)
        );
        assert_eq!(check(PublishPath::Shm, 1 << 31, (1 << 31) - 100, true), Ok(()));
    }

    #[test]
    fn messages_that_are_not_fragmented_have_no_limit() {
        let limit = NetworkLimit::new(Some(1000), None, "key");
        assert!(!limit.is_beyond(60_000));
        assert!(limit.is_beyond(65_535));
    }
}
