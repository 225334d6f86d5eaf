//! What can go wrong in a context, a node, and their endpoints. The errors of
//! the two wings are theirs; here they are named by what the user was doing.

use crate::ros::{DomainIdError, KeyExprError, NameError, RemapError, TypeNameError};
use crate::shm::ShmError;
use ros_z_core::{DeserializeError, SerializeError};

/// Why a context, node, publisher or subscriber could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A node, namespace or topic name breaks the rules of ROS 2.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The type name of a message cannot stand in a key expression.
    #[error(transparent)]
    TypeName(#[from] TypeNameError),
    /// The parts of a topic do not make a key expression.
    #[error(transparent)]
    KeyExpr(#[from] KeyExprError),
    /// `ROS_DOMAIN_ID` is not a domain id.
    #[error(transparent)]
    DomainId(#[from] DomainIdError),
    /// A remap rule is malformed.
    #[error(transparent)]
    Remap(#[from] RemapError),
    /// Shared memory cannot be had as it was asked for.
    #[error(transparent)]
    Shm(#[from] ShmError),
    /// zenoh's configuration does not take a value.
    #[error("zenoh configuration: `{key}` does not take `{value}`")]
    Config {
        /// Key in zenoh's configuration, or the variable that it came from.
        key: String,
        /// The value that was refused.
        value: String,
        /// What zenoh says.
        source: zenoh::Error,
    },
    /// zenoh refused.
    #[error("could not {action}")]
    Zenoh {
        /// What was tried.
        action: &'static str,
        /// What zenoh says.
        source: zenoh::Error,
    },
}

impl BuildError {
    /// Names what zenoh was asked to do when it refused.
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
        /// Topic of the publisher, or name of the service.
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

/// Why a service call has no response.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The request cannot be expressed on the wire.
    #[error(transparent)]
    Serialize(#[from] SerializeError),
    /// The response is not of the type of the service.
    #[error(transparent)]
    Deserialize(#[from] DeserializeError),
    /// No server answered: there is none, or it ended or gave up.
    #[error("no server of `{service}` answered")]
    NoResponse {
        /// Fully qualified name of the service.
        service: String,
    },
    /// The request would cross the network, and is larger than servers there take. Nothing was sent. See
    /// [`PublishError::TooLargeForNetwork`].
    #[error(
        "a {bytes}-byte request to `{service}` is too large for the network: servers drop more than {limit} bytes; \
         use a shared memory pool that it fits into, or raise transport/link/rx/max_message_size on both sides"
    )]
    TooLargeForNetwork {
        /// Fully qualified name of the service.
        service: String,
        /// Length of the serialized request in bytes.
        bytes: usize,
        /// The most that a server takes, in bytes, with some 256 bytes around the request.
        limit: usize,
    },
    /// The response did not come in time. The server may have done its work all the same.
    #[error("no response from `{service}` within {timeout:?}")]
    Timeout {
        /// Fully qualified name of the service.
        service: String,
        /// How long it was waited for.
        timeout: std::time::Duration,
    },
    /// zenoh refused to send, because the session is closed.
    #[error("could not call `{service}`")]
    Zenoh {
        /// Fully qualified name of the service.
        service: String,
        /// What zenoh says.
        source: zenoh::Error,
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
