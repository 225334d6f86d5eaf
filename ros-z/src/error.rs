//! The errors of contexts, nodes, their endpoints and service calls. The errors of publishing and receiving
//! are in `ros-z-shm`.

use crate::parameters::ParameterError;
use crate::session::CONFIG_OVERRIDE_VARIABLE;
use ros_z_core::{DeserializeError, SerializeError};
use ros_z_protocol::{ArgumentsError, DomainIdError, KeyExprError, NameError, RemapError, TypeNameError};
use ros_z_shm::ZenohError;
use ros_z_shm::shm::ShmError;
use std::io;
use std::time::Duration;

/// An error of any operation of this library, or of a program that uses it.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The result of a program: with `fn main() -> ros_z::Result<()>`, `?` accepts the errors of every crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a context, node, publisher or subscriber could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A node, namespace or topic name breaks the rules of ROS 2.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The type name of a message is not valid in a key expression.
    #[error(transparent)]
    TypeName(#[from] TypeNameError),
    /// The parts of a topic do not form a key expression.
    #[error(transparent)]
    KeyExpr(#[from] KeyExprError),
    /// `ROS_DOMAIN_ID` is not a domain id.
    #[error(transparent)]
    DomainId(#[from] DomainIdError),
    /// A remap rule is malformed.
    #[error(transparent)]
    Remap(#[from] RemapError),
    /// A ROS argument is unknown or malformed.
    #[error(transparent)]
    Arguments(#[from] ArgumentsError),
    /// An entry of `ZENOH_CONFIG_OVERRIDE` is malformed.
    #[error("`{entry}` in {CONFIG_OVERRIDE_VARIABLE} is not of the form `key/path=json5`")]
    ConfigOverride {
        /// The entry.
        entry: String,
    },
    /// The id of the zenoh session is zero, which no liveliness token can express.
    #[error("the id of the zenoh session is zero")]
    ZeroSessionId,
    /// The parameter `use_sim_time`, which every node has, cannot be declared or set; for example because its override is
    /// neither true nor false.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The thread that calls a callback could not be started.
    #[error("could not start the thread of a callback")]
    Thread {
        /// The system's error.
        source: io::Error,
    },
    /// zenoh refused, or shared memory is not available as it was requested.
    #[error(transparent)]
    Transport(#[from] ros_z_shm::BuildError),
}

impl BuildError {
    /// Converts zenoh's error, with the action that failed.
    pub(crate) fn zenoh(action: &'static str) -> impl FnOnce(zenoh::Error) -> Self {
        move |error| ros_z_shm::BuildError::zenoh(action)(error).into()
    }
}

impl From<ShmError> for BuildError {
    fn from(error: ShmError) -> Self {
        Self::Transport(error.into())
    }
}

/// Why a service call has no response.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The request cannot be expressed on the wire.
    #[error(transparent)]
    Serialize(#[from] SerializeError),
    /// The response is not of the service's type.
    #[error(transparent)]
    Deserialize(#[from] DeserializeError),
    /// The call ended without a response. Either no server is running, or the server ended, gave up, or
    /// dropped the request: a server on `rmw_zenoh` drops requests beyond the depth of its queue, 10 by
    /// default.
    #[error(
        "no server of `{service}` answered: none is running, or its queue was full and dropped the request \
         (a ROS server queues 10); wait for the service, or send fewer calls at a time"
    )]
    NoResponse {
        /// Fully qualified name of the service.
        service: String,
    },
    /// The request would cross the network, and is larger than servers there accept. Nothing was sent. See
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
        /// The most that a server accepts, in bytes, including about 256 bytes around the request.
        limit: usize,
    },
    /// The response did not arrive in time. The server may still have processed the request.
    #[error("no response from `{service}` within {timeout:?}")]
    Timeout {
        /// Fully qualified name of the service.
        service: String,
        /// The time waited.
        timeout: Duration,
    },
    /// zenoh refused to send, because the session is closed.
    #[error("could not call `{service}`")]
    Zenoh {
        /// Fully qualified name of the service.
        service: String,
        /// zenoh's error.
        source: ZenohError,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_response_reports_both_causes() {
        let text = CallError::NoResponse {
            service: "/add_two_ints".into(),
        }
        .to_string();
        for part in ["/add_two_ints", "none is running", "queue was full"] {
            assert!(text.contains(part), "{part} is missing in: {text}");
        }
    }
}
