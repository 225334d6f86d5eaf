//! The errors of sessions, publishers and subscribers. The errors of pools are in `shm/error.rs`.

use crate::shm::ShmError;
use crate::zenoh_error::ZenohError;
use ros_z_core::SerializeError;

/// Why a session, publisher or subscriber could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Shared memory is not available as it was requested.
    #[error(transparent)]
    Shm(#[from] ShmError),
    /// zenoh's configuration rejects a value.
    #[error("zenoh's configuration rejects `{value}` for `{key}`")]
    Config {
        /// Key in zenoh's configuration, or name of the environment variable.
        key: String,
        /// The rejected value.
        value: String,
        /// zenoh's error.
        source: ZenohError,
    },
    /// zenoh refused.
    #[error("could not {action}")]
    Zenoh {
        /// The action that failed.
        action: &'static str,
        /// zenoh's error.
        source: ZenohError,
    },
}

impl BuildError {
    /// Converts zenoh's error, with the action that failed.
    #[doc(hidden)]
    pub fn zenoh(action: &'static str) -> impl FnOnce(zenoh::Error) -> Self {
        move |error| Self::Zenoh {
            action,
            source: error.into(),
        }
    }
}

/// Why a message could not be published. Without shared memory a message falls back to the heap, which is not
/// an error.
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
        /// zenoh's error.
        source: ZenohError,
    },
    /// The message would cross the network, and is larger than receivers there accept. Nothing was sent.
    ///
    /// The limit is the one of this session, `transport/link/rx/max_message_size` (1 GiB by default). zenoh
    /// enforces the limit of the receiver. It does not apply to messages in shared memory.
    #[error(
        "a {bytes}-byte message on `{key}` is too large for the network: receivers drop more than {limit} bytes; \
         use a shared memory pool that it fits into, or raise transport/link/rx/max_message_size on both sides"
    )]
    TooLargeForNetwork {
        /// Topic or key expression of the publisher, or name of the service.
        key: String,
        /// Length of the serialized message in bytes.
        bytes: usize,
        /// The most that a receiver accepts, in bytes, including about 256 bytes around the message.
        limit: usize,
    },
    /// Other code still holds a large field of a loaned message, and could write to it.
    #[error("other code holds a part of the message loaned for `{key}`; drop it before `publish`")]
    LoanHeld {
        /// Key expression of the publisher.
        key: String,
    },
    /// The thread that publishes for async code could not be started.
    #[error("could not start the thread that publishes for async code")]
    Thread {
        /// The system's error.
        source: std::io::Error,
    },
}

/// Why nothing more can be received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecvError {
    /// The session is closed, and every sample that had arrived was taken.
    #[error("the session is closed")]
    Closed,
}
