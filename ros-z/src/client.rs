//! The client of a service: sends requests, and waits for the response to each. `client/caller.rs` is the part that does
//! not depend on the type. The other side is in `service.rs`.

pub(crate) mod caller;

pub use caller::ClientStats;

use crate::builder::Builder;
use crate::endpoint::SharedNode;
use crate::error::{BuildError, CallError};
use crate::message_type::MessageType;
use crate::sample::Sample;
use caller::{Caller, PendingCall};
use ros_z_core::{CdrDeserialize, RosService, SizeEstimation};
use ros_z_protocol::Gid;
use ros_z_shm::shm::{ShmSettings, ShmStats};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// Builds a [`Client`] of a node.
#[derive(Clone, Debug)]
pub struct ClientBuilder<S> {
    node: Arc<SharedNode>,
    service: String,
    shm: ShmSettings,
    marker: PhantomData<fn() -> S>,
}

impl<S: RosService> ClientBuilder<S> {
    ros_z_shm::shm_setters!();

    pub(crate) fn new(node: Arc<SharedNode>, service: String) -> Self {
        Self {
            node,
            service,
            shm: ShmSettings::new(),
            marker: PhantomData,
        }
    }

    /// Declares the client to zenoh and announces it. A server need not be running yet.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a service name that ROS 2 does not allow, [`BuildError::Transport`]
    /// if shared memory is required and not available, or if zenoh refuses.
    pub fn build(self) -> Result<Client<S>, BuildError> {
        let caller = Caller::build(
            self.node,
            &self.service,
            &MessageType::of_service::<S>(),
            self.shm,
        )?;
        Ok(Client {
            caller,
            marker: PhantomData,
        })
    }
}

impl<S: RosService> Builder for ClientBuilder<S> {
    type Output = Client<S>;
    type Error = BuildError;

    fn build(self) -> Result<Client<S>, BuildError> {
        self.build()
    }
}

/// Calls the service `S`.
///
/// Threads may share it, and any number of calls may be pending.
pub struct Client<S> {
    caller: Caller,
    marker: PhantomData<fn() -> S>,
}

impl<S: RosService> Client<S> {
    /// Calls the service and waits for the response, at most for `timeout`. zenoh ends a call without an
    /// answer after 10 minutes.
    ///
    /// # Errors
    /// [`CallError::NoResponse`] at once if there is no server, [`CallError::Timeout`] after `timeout`. A
    /// response that arrives later is dropped and not counted. Otherwise as [`send`](Self::send), and
    /// [`CallError::Deserialize`].
    pub fn call(&self, request: &S::Request, timeout: Duration) -> Result<S::Response, CallError>
    where
        S::Request: SizeEstimation,
        S::Response: for<'de> CdrDeserialize<'de>,
    {
        Ok(self.send(request)?.wait(timeout)?.decode()?)
    }

    /// Calls the service and waits for the response without blocking the thread. Works in any async runtime.
    /// Dropping the future ends the wait.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn call_async(&self, request: &S::Request, timeout: Duration) -> Result<S::Response, CallError>
    where
        S::Request: SizeEstimation,
        S::Response: for<'de> CdrDeserialize<'de>,
    {
        Ok(self.send(request)?.wait_async(timeout).await?.decode()?)
    }

    /// Sends a request, through shared memory where it is on and available, and returns without waiting for
    /// the response.
    ///
    /// # Errors
    /// [`CallError::Serialize`], [`CallError::TooLargeForNetwork`] and [`CallError::Zenoh`]; nothing was sent
    /// then.
    pub fn send(&self, request: &S::Request) -> Result<PendingResponse<S>, CallError>
    where
        S::Request: SizeEstimation,
    {
        Ok(PendingResponse {
            call: self.caller.send(request)?,
            marker: PhantomData,
        })
    }
}

impl<S> Client<S> {
    /// Returns whether there is a server of this name and type.
    #[must_use]
    pub fn is_service_available(&self) -> bool {
        self.caller.wait_for_service(Duration::ZERO)
    }

    /// Waits until there is a server of this name and type, and returns whether there is one. If there is,
    /// also waits, within `timeout`, until every connected process has answered whether it can map the pool.
    #[must_use]
    pub fn wait_for_service(&self, timeout: Duration) -> bool {
        self.caller.wait_for_service(timeout)
    }

    /// Returns the fully qualified name of the service.
    #[must_use]
    pub fn name(&self) -> &str {
        self.caller.name()
    }

    /// Returns the gid, by which servers identify this client.
    #[must_use]
    pub fn gid(&self) -> Gid {
        self.caller.gid()
    }

    /// Returns the counts of the responses so far.
    #[must_use]
    pub fn stats(&self) -> ClientStats {
        self.caller.stats()
    }

    /// Returns the counts of the requests, and the state of their pool.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.caller.shm_stats()
    }
}

impl<S> fmt::Debug for Client<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("name", &self.caller.name())
            .finish_non_exhaustive()
    }
}

/// A response that has not arrived yet. Dropping it ends the wait; the server is not informed.
#[must_use = "a response that is not waited for is dropped"]
pub struct PendingResponse<S: RosService> {
    call: PendingCall,
    marker: PhantomData<fn() -> S>,
}

impl<S: RosService> PendingResponse<S> {
    /// Waits for the response, at most for `timeout`.
    ///
    /// # Errors
    /// [`CallError::Timeout`] and [`CallError::NoResponse`].
    pub fn wait(self, timeout: Duration) -> Result<Sample<S::Response>, CallError> {
        self.call.wait(timeout).map(Sample::from)
    }

    /// Waits for the response without blocking the thread. Works in any async runtime.
    ///
    /// # Errors
    /// As [`wait`](Self::wait).
    pub async fn wait_async(self, timeout: Duration) -> Result<Sample<S::Response>, CallError> {
        self.call.wait_async(timeout).await.map(Sample::from)
    }
}

impl<S: RosService> fmt::Debug for PendingResponse<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingResponse")
            .field("service", &self.call.service())
            .finish_non_exhaustive()
    }
}
