//! The size limit for messages over the network. A receiver reassembles the fragments of a message up to a limit, and
//! drops a larger message without an error. Therefore a publisher refuses such a message before sending it.

use crate::error::PublishError;
use crate::outgoing::Outgoing;
use crate::published::PublishPath;
use crate::shm_writer::WrittenMessage;
use std::sync::atomic::{AtomicBool, Ordering};
use zenoh::Session;

/// zenoh's setting for the limit of a receiver. The receiver's value is unknown, so this session's value is used; both
/// have the same default.
const LIMIT: &str = "transport/link/rx/max_message_size";

/// zenoh's setting for the longest message that is not fragmented.
const BATCH: &str = "transport/link/tx/batch_size";

/// zenoh's defaults.
const DEFAULT_LIMIT: usize = 1 << 30;
const DEFAULT_BATCH: usize = 65_535;

/// The maximum size of zenoh's data around a message, apart from its key: time, source, quality of service, attachment.
const ENVELOPE: usize = 256;

/// The limit for the messages on one key.
#[derive(Debug)]
pub struct NetworkLimit {
    /// The limit in bytes, for a message and the data around it.
    limit: usize,
    envelope: usize,
    was_warning: AtomicBool,
}

/// The message exceeds the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLarge {
    /// The length of the serialized message in bytes.
    pub bytes: usize,
    /// The limit of a receiver in bytes, for the message and the data around it.
    pub limit: usize,
}

impl NetworkLimit {
    /// Reads the limit from the receive settings of a session.
    pub fn of(session: &Session, key: &str) -> Self {
        let setting = |name: &str| session.config().get(name).ok()?.trim().parse().ok();
        Self::new(setting(LIMIT), setting(BATCH), key)
    }

    pub(crate) fn new(limit: Option<usize>, batch: Option<usize>, key: &str) -> Self {
        let (limit, batch) = (limit.unwrap_or(DEFAULT_LIMIT), batch.unwrap_or(DEFAULT_BATCH));
        Self {
            // A message that is not fragmented is not reassembled.
            limit: limit.max(batch),
            envelope: ENVELOPE + key.len(),
            was_warning: AtomicBool::new(false),
        }
    }

    /// Checks a message. Calls `is_sent` only for a message that is too large, to determine whether it would cross the
    /// network.
    ///
    /// A message in shared memory sends only its descriptor over the network. If a message exceeds the limit of
    /// receivers over the network, it is sent only to receivers in shared memory; this is logged once.
    ///
    /// # Errors
    /// [`TooLarge`] if the message would cross the network and exceeds the limit.
    pub fn compare(
        &self,
        name: &str,
        written: &WrittenMessage,
        is_sent: impl FnOnce() -> bool,
    ) -> Result<(), TooLarge> {
        self.compare_size(name, (written.path, written.bytes, written.spliced), is_sent)
    }

    /// As [`compare`](Self::compare), for a message with this memory, length, and number of bytes that were not copied.
    fn compare_size(
        &self,
        name: &str,
        (path, bytes, spliced): (PublishPath, usize, usize),
        is_sent: impl FnOnce() -> bool,
    ) -> Result<(), TooLarge> {
        if !self.is_beyond(bytes) {
            return Ok(());
        }
        let crossing = match (path, spliced) {
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
                "a message exceeds the size limit of receivers over the network: only receivers that share memory with \
                 this process get it; raise {LIMIT} on the others"
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
        named(name, self.compare(name, written, is_sent))
    }

    /// As [`check`](Self::check), for a message that zenoh may not have to know.
    #[inline]
    pub(crate) fn check_outgoing(
        &self,
        name: &str,
        outgoing: &Outgoing,
        is_sent: impl FnOnce() -> bool,
    ) -> Result<(), PublishError> {
        let bytes = outgoing.bytes();
        if !self.is_beyond(bytes) {
            return Ok(());
        }
        let size = (outgoing.path(), bytes, outgoing.spliced());
        named(name, self.compare_size(name, size, is_sent))
    }

    fn is_beyond(&self, bytes: usize) -> bool {
        bytes.saturating_add(self.envelope) > self.limit
    }
}

/// Returns the error of the publisher of this name.
fn named(name: &str, compared: Result<(), TooLarge>) -> Result<(), PublishError> {
    compared.map_err(|TooLarge { bytes, limit }| PublishError::TooLargeForNetwork {
        key: name.to_owned(),
        bytes,
        limit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shm::FallbackReason;

    fn written(path: PublishPath, bytes: usize, spliced: usize) -> WrittenMessage {
        WrittenMessage {
            spliced,
            ..WrittenMessage::new(Vec::<u8>::new().into(), path, bytes)
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
