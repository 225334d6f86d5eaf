//! The settings of a server before it is declared.

use super::{CallbackService, Declared, Server, Service, ServiceRequest, Waiting};
use crate::builder::Builder;
use crate::endpoint::SharedNode;
use crate::error::BuildError;
use crate::fence::Fenced;
use crate::intake::Intake;
use crate::message_type::MessageType;
use ros_z_core::{CdrDeserialize, RosService, SizeEstimation};
use ros_z_protocol::{EndpointKind, QosProfile};
use ros_z_shm::NetworkLimit;
use ros_z_shm::queue::{QueueLimit, queue};
use ros_z_shm::runtime::{self, Held, blocking};
use ros_z_shm::shm::ShmSettings;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::thread;
use zenoh::Wait;

/// Capacity of the request queue; one more request drops the oldest.
const WAITING: QueueLimit = QueueLimit::DropOldest(1000);

/// Builds a [`Service`] of a node.
#[derive(Clone, Debug)]
pub struct ServiceBuilder<S> {
    node: Arc<SharedNode>,
    service: String,
    shm: ShmSettings,
    marker: PhantomData<fn() -> S>,
}

impl<S: RosService> ServiceBuilder<S> {
    ros_z_shm::shm_setters!();

    pub(crate) fn new(node: Arc<SharedNode>, service: String) -> Self {
        Self {
            node,
            service,
            shm: ShmSettings::new(),
            marker: PhantomData,
        }
    }

    /// Declares the server to zenoh and announces it.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a service name that ROS 2 does not allow, [`BuildError::Transport`]
    /// if shared memory is required and not available, or if zenoh refuses.
    pub fn build(self) -> Result<Service<S>, BuildError> {
        let Self { node, service, .. } = self;
        let writer = node.writer(self.shm)?;
        let endpoint = node.service_endpoint(
            EndpointKind::Service,
            &service,
            &MessageType::of_service::<S>(),
            QosProfile::SERVICES,
        )?;
        let name = endpoint.name.to_string();
        let intake = Arc::new(Intake::new(name.clone(), None));
        let (sender, receiver) = queue(WAITING);
        let gate = intake.clone();
        let waits_to_send = runtime::waits_to_send(&node.context.session);
        let builder = node
            .context
            .session
            .declare_queryable(endpoint.key.to_string())
            .complete(true)
            .callback(move |query| {
                if let Some(request) = gate.admit_call(query.payload(), query.attachment(), |_| true) {
                    sender.send(Waiting {
                        query: Held::new_if(query, waits_to_send),
                        request,
                    });
                }
            });
        let queryable =
            blocking(|| builder.wait()).map_err(BuildError::zenoh("declare the server of a service"))?;
        let key = endpoint.key.to_string();
        let server = Server {
            name,
            limit: NetworkLimit::of(&node.context.session, &key),
            key,
            waits_to_send,
            writer,
            intake,
        };
        Ok(Service {
            declared: Declared {
                _announced: endpoint.announce(node)?,
                _queryable: Held::new(queryable),
            },
            receiver,
            server: Arc::new(server),
            marker: PhantomData,
        })
    }

    /// Sets a callback, which returns the response to a request. A separate thread calls it for every request,
    /// one after the other. A request that cannot be deserialized is counted and not answered.
    pub fn callback<F>(self, callback: F) -> CallbackServiceBuilder<S, F>
    where
        F: FnMut(S::Request) -> S::Response + Send + 'static,
    {
        CallbackServiceBuilder {
            builder: self,
            callback,
        }
    }

    /// Short form of [`callback`](Self::callback) and [`build`](CallbackServiceBuilder::build).
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_with_callback(
        self,
        callback: impl FnMut(S::Request) -> S::Response + Send + 'static,
    ) -> Result<CallbackService<S>, BuildError>
    where
        S: 'static,
        S::Request: for<'de> CdrDeserialize<'de>,
        S::Response: SizeEstimation,
    {
        self.callback(callback).build()
    }
}

/// Builds a [`CallbackService`] of a node.
#[must_use = "requests are answered only after `build`"]
pub struct CallbackServiceBuilder<S, F> {
    builder: ServiceBuilder<S>,
    callback: F,
}

impl<S, F> CallbackServiceBuilder<S, F>
where
    S: RosService + 'static,
    S::Request: for<'de> CdrDeserialize<'de>,
    S::Response: SizeEstimation,
    F: FnMut(S::Request) -> S::Response + Send + 'static,
{
    /// Declares the server to zenoh, announces it, and starts to answer requests.
    ///
    /// # Errors
    /// As [`ServiceBuilder::build`], and [`BuildError::Thread`] if the thread cannot be started.
    pub fn build(self) -> Result<CallbackService<S>, BuildError> {
        let Self { builder, callback } = self;
        let Service {
            declared,
            receiver,
            server,
            ..
        } = builder.build()?;
        let queue = Arc::new(receiver);
        let (receiver, answering) = (queue.clone(), server.clone());
        let mut callback = Fenced::new(callback, server.intake.fence().clone());
        let thread = thread::Builder::new()
            .name("ros-z-service".into())
            .spawn(move || {
                while let Ok(waiting) = receiver.recv() {
                    let request = ServiceRequest::<S>::new(waiting, answering.clone());
                    callback.with(|callback| {
                        let Ok(content) = request.decode() else {
                            return;
                        };
                        if let Err(error) = request.reply(&callback(content)) {
                            tracing::warn!(service = answering.name, "could not send a response: {error}");
                        }
                    });
                }
            })
            .map_err(|source| BuildError::Thread { source })?;
        Ok(CallbackService {
            declared: Some(declared),
            queue,
            server,
            thread: Some(thread),
            marker: PhantomData,
        })
    }
}

impl<S, F> Builder for CallbackServiceBuilder<S, F>
where
    S: RosService + 'static,
    S::Request: for<'de> CdrDeserialize<'de>,
    S::Response: SizeEstimation,
    F: FnMut(S::Request) -> S::Response + Send + 'static,
{
    type Output = CallbackService<S>;
    type Error = BuildError;

    fn build(self) -> Result<CallbackService<S>, BuildError> {
        self.build()
    }
}

impl<S, F> fmt::Debug for CallbackServiceBuilder<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackServiceBuilder")
            .field("service", &self.builder.service)
            .finish_non_exhaustive()
    }
}

impl<S: RosService> Builder for ServiceBuilder<S> {
    type Output = Service<S>;
    type Error = BuildError;

    fn build(self) -> Result<Service<S>, BuildError> {
        self.build()
    }
}
