//! The client of a service whose type is known at run time.

use crate::builder::Builder;
use crate::client::caller::Caller;
use crate::endpoint::SharedNode;
use crate::error::{BuildError, CallError};
use crate::message_type::MessageType;
use crate::sample::Sample;
use ros_z_core::dynamic::{DynamicMessage, ReadError, Schema};
use ros_z_shm::shm::ShmSettings;
use std::sync::Arc;
use std::time::Duration;

/// Why a client of a type that is known at run time could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DynamicServiceError {
    /// The description is not one of a service: it has no request or no response.
    #[error("{type_name} is not a service: its description contains no type {missing}")]
    NotAService {
        /// ROS name of the type.
        type_name: String,
        /// ROS name of the type that is missing.
        missing: String,
    },
    /// The client could not be declared.
    #[error(transparent)]
    Build(#[from] BuildError),
}

/// Why a call has no response.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DynamicCallError {
    /// The message is not of the type of the service's requests.
    #[error("a message of type {found} is not a request of {service}, which takes {expected}")]
    OtherType {
        /// Fully qualified name of the service.
        service: String,
        /// Type of the requests of the service.
        expected: String,
        /// Type of the message.
        found: String,
    },
    /// The response is not of the service's type.
    #[error("the response of {service} cannot be read")]
    Read {
        /// Fully qualified name of the service.
        service: String,
        /// The reason.
        source: ReadError,
    },
    /// The request was not sent, or there is no response.
    #[error(transparent)]
    Call(#[from] CallError),
}

/// Builds a [`DynamicClient`] of a node.
#[derive(Clone, Debug)]
pub struct DynamicClientBuilder {
    node: Arc<SharedNode>,
    service: String,
    schema: Schema,
    shm: ShmSettings,
}

impl DynamicClientBuilder {
    ros_z_shm::shm_setters!();

    pub(crate) fn new(node: Arc<SharedNode>, service: String, schema: Schema) -> Self {
        Self {
            node,
            service,
            schema,
            shm: ShmSettings::new(),
        }
    }

    /// Declares the client to zenoh and announces it. A server need not be running yet.
    ///
    /// # Errors
    /// [`DynamicServiceError::NotAService`] for the description of a message, and the errors of
    /// [`ClientBuilder::build`](crate::ClientBuilder::build).
    pub fn build(self) -> Result<DynamicClient, DynamicServiceError> {
        let part = |suffix: &str| {
            let name = format!("{}{suffix}", self.schema.type_name());
            let part = self.schema.referenced(&name);
            part.ok_or_else(|| DynamicServiceError::NotAService {
                type_name: self.schema.type_name().into(),
                missing: name,
            })
        };
        let (request, response) = (part("_Request")?, part("_Response")?);
        let service_type = MessageType::of_schema(&self.schema);
        Ok(DynamicClient {
            caller: Caller::build(self.node, &self.service, &service_type, self.shm)?,
            request,
            response,
        })
    }
}

impl Builder for DynamicClientBuilder {
    type Output = DynamicClient;
    type Error = DynamicServiceError;

    fn build(self) -> Result<DynamicClient, DynamicServiceError> {
        self.build()
    }
}

/// Calls a service whose type is known at run time.
pub struct DynamicClient {
    caller: Caller,
    request: Schema,
    response: Schema,
}

impl DynamicClient {
    /// Calls the service and waits for the response, at most for `timeout`.
    ///
    /// # Errors
    /// [`DynamicCallError::OtherType`] for a message that is not a request of the service,
    /// [`DynamicCallError::Read`] for a response that cannot be read, and the errors of [`Client::call`](crate::Client::call).
    pub fn call(
        &self,
        request: &DynamicMessage,
        timeout: Duration,
    ) -> Result<DynamicMessage, DynamicCallError> {
        let found = request.schema();
        if *found != self.request {
            return Err(DynamicCallError::OtherType {
                service: self.name().into(),
                expected: self.request.type_name().into(),
                found: found.type_name().into(),
            });
        }
        let response: Sample<()> = self.caller.send(request)?.wait(timeout)?.into();
        DynamicMessage::from_slice(&self.response, response.to_contiguous()).map_err(|source| {
            DynamicCallError::Read {
                service: self.name().into(),
                source,
            }
        })
    }

    /// Returns the type of the requests.
    #[must_use]
    pub fn request_schema(&self) -> &Schema {
        &self.request
    }

    /// Returns the type of the responses.
    #[must_use]
    pub fn response_schema(&self) -> &Schema {
        &self.response
    }

    /// Waits until the service has a server, as [`Client::wait_for_service`](crate::Client::wait_for_service) does.
    #[must_use]
    pub fn wait_for_service(&self, timeout: Duration) -> bool {
        self.caller.wait_for_service(timeout)
    }

    /// Returns the fully qualified name of the service.
    #[must_use]
    pub fn name(&self) -> &str {
        self.caller.name()
    }
}

impl std::fmt::Debug for DynamicClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DynamicClient")
            .field("name", &self.name())
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}
