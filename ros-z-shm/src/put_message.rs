//! The sending end of a publisher, as used by loans and the publish thread.

use crate::error::PublishError;
use crate::outgoing::Outgoing;
use crate::published::Published;
use crate::shm_writer::{ShmWriter, WrittenMessage};

/// Sends serialized messages. Implement it to compose a publisher from [`ShmWriter`] and a zenoh endpoint: it then
/// supports [loans](crate::Loan) and [asynchronous publishing](crate::PublishThread).
pub trait PutMessage: Send + Sync + 'static {
    /// Returns the writer that chooses memory for this publisher and counts its messages.
    fn writer(&self) -> &ShmWriter;

    /// Returns the topic or key expression that errors and logs name.
    fn key(&self) -> &str;

    /// Sends a message. Messages keep the order of the calls.
    ///
    /// # Errors
    /// [`PublishError::TooLargeForNetwork`] for a message that receivers over the network would drop,
    /// [`PublishError::Zenoh`] if the session is closed. In both cases, nothing was sent.
    fn put(&self, written: WrittenMessage) -> Result<Published, PublishError>;

    /// As [`put`](Self::put), for a message that neither zenoh nor its pool may have to know.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    #[doc(hidden)]
    fn put_outgoing(&self, outgoing: Outgoing) -> Result<Published, PublishError> {
        self.put(outgoing.into_written())
    }
}
