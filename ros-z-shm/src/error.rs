//! The errors of sessions, publishers and subscribers. Those of pools are in `shm/error.rs`.

use crate::shm::ShmError;
use ros_z_core::SerializeError;

/// Why a session, publisher or subscriber could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Shared memory cannot be had as it was asked for.
    #[error(transparent)]
    Shm(#[from] ShmError),
    /// zenoh's configuration does not take a value.
    #[error("zenoh configuration: `{key}` does not take `{value}`")]
    Config {
        /// Key in zenoh's configuration.
        key: String,
        /// The value that was refused.
        value: String,
        /// The reason, from zenoh.
        source: zenoh::Error,
    },
    /// zenoh refused.
    #[error("could not {action}")]
    Zenoh {
        /// The action that failed.
        action: &'static str,
        /// The reason, from zenoh.
        source: zenoh::Error,
    },
}

impl BuildError {
    /// Names the action that zenoh refused.
    pub(crate) fn zenoh(action: &'static str) -> impl FnOnce(zenoh::Error) -> Self {
        move |source| Self::Zenoh { action, source }
    }
}

/// Why a message could not be published. A lack of shared memory is no such reason.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The message cannot be expressed on the wire.
    #[error(transparent)]
    Serialize(#[from] SerializeError),
    /// zenoh refused to send, because the session is closed.
    #[error("could not publish on `{key}`")]
    Zenoh {
        /// Key expression of the publisher.
        key: String,
        /// What zenoh says.
        source: zenoh::Error,
    },
    /// The message would cross the network, and is larger than receivers there take. Nothing was sent.
    ///
    /// The limit is that of this session, `transport/link/rx/max_message_size` (1 GiB by default); zenoh enforces the
    /// receiver's. A message in shared memory has no such limit.
    #[error(
        "a {bytes}-byte message on `{key}` is too large for the network: receivers drop more than {limit} bytes; \
         use a shared memory pool that it fits into, or raise transport/link/rx/max_message_size on both sides"
    )]
    TooLargeForNetwork {
        /// Topic or key expression of the publisher, or name of the service.
        key: String,
        /// Length of the serialized message in bytes.
        bytes: usize,
        /// The most that a receiver takes, in bytes, with some 256 bytes around the message.
        limit: usize,
    },
    /// A large field of a loaned message is held by somebody else, who could still write it.
    #[error("a part of the message loaned for `{key}` is still held elsewhere; drop that before `publish`")]
    LoanHeld {
        /// Key expression of the publisher.
        key: String,
    },
    /// The thread that publishes for async code cannot be started.
    #[error("could not start the thread that publishes for async code")]
    Thread {
        /// What the system says.
        source: std::io::Error,
    },
}

/// Why nothing can be received any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecvError {
    /// The subscriber's session is closed, and every sample that had arrived was taken.
    #[error("the session of the subscriber is closed")]
    Closed,
}
