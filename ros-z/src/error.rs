//! The errors of contexts, nodes, their endpoints and service calls. The errors of publishing and receiving are those of `ros-z-shm`.

use ros_z_core::{DeserializeError, SerializeError};
use ros_z_protocol::{DomainIdError, KeyExprError, NameError, RemapError, TypeNameError};
use ros_z_shm::shm::ShmError;

/// An error of any operation of this library, or of a program that uses it.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The result of a program: `fn main() -> ros_z::Result<()>` takes the errors of every crate with `?`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

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

impl From<ros_z_shm::BuildError> for BuildError {
    fn from(error: ros_z_shm::BuildError) -> Self {
        match error {
            ros_z_shm::BuildError::Shm(error) => Self::Shm(error),
            ros_z_shm::BuildError::Config { key, value, source } => Self::Config { key, value, source },
            ros_z_shm::BuildError::Zenoh { action, source } => Self::Zenoh { action, source },
            other => Self::Zenoh {
                action: "open or declare",
                source: other.into(),
            },
        }
    }
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
    /// The call ended without a response. Either no server is running, or the server ended, gave up, or dropped the
    /// request: a server on `rmw_zenoh` drops requests beyond the depth of its queue, 10 by default.
    #[error(
        "no server of `{service}` answered: none is running, or its queue was full and dropped the request \
         (a ROS server queues 10); wait for the service, or send fewer calls at a time"
    )]
    NoResponse {
        /// Fully qualified name of the service.
        service: String,
    },
    /// The request would cross the network, and is larger than servers there take. Nothing was sent. See
    /// [`PublishError::TooLargeForNetwork`](crate::PublishError::TooLargeForNetwork).
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_response_names_both_causes() {
        let text = CallError::NoResponse {
            service: "/add_two_ints".into(),
        }
        .to_string();
        for part in ["/add_two_ints", "none is running", "queue was full"] {
            assert!(text.contains(part), "{part} is missing in: {text}");
        }
    }
}
