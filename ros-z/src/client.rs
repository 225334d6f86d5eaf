//! The client of a service: sends requests, and waits for the response to each. The other side is in
//! `service.rs`.

use crate::builder::Builder;
use crate::endpoint::{Announced, SharedNode};
use crate::error::{BuildError, CallError};
use crate::intake::Intake;
use crate::sample::{Admitted, Sample};
use crate::stamp;
use ros_z_core::{CdrDeserialize, RosService, SizeEstimation};
use ros_z_protocol::{Attachment, EndpointKind, Gid, QosProfile};
use ros_z_shm::matching::{wait_for_match, wait_until_ready};
use ros_z_shm::queue::LONGEST_WAIT;
use ros_z_shm::runtime::{self, Held, blocking, blocking_if};
use ros_z_shm::shm::{ShmSettings, ShmStats};
use ros_z_shm::{NetworkLimit, ShmWriter, TooLarge, WrittenMessage};
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Waker};
use std::time::{Duration, Instant};
use zenoh::Wait;
use zenoh::bytes::ZBytes;
use zenoh::cancellation::CancellationToken;
use zenoh::query::{ConsolidationMode, Querier, QueryTarget};
use zenoh::sample::Locality;

/// How long zenoh keeps a call without an answer. The value of `rmw_zenoh`.
const KEPT: Duration = Duration::from_secs(600);

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
        let Self { node, service, .. } = self;
        let writer = node.writer(self.shm)?;
        let endpoint = node.service_endpoint::<S>(EndpointKind::Client, &service, QosProfile::SERVICES)?;
        let key = endpoint.key.to_string();
        let timeout = if endpoint.key.is_action_result() {
            Duration::from_millis(u64::MAX)
        } else {
            KEPT
        };
        let builder = node
            .context
            .session
            .declare_querier(key.clone())
            .target(QueryTarget::AllComplete)
            .consolidation(ConsolidationMode::None)
            .timeout(timeout);
        let querier =
            blocking(|| builder.wait()).map_err(BuildError::zenoh("declare the client of a service"))?;
        let name = endpoint.name.to_string();
        Ok(Client {
            limit: NetworkLimit::of(&node.context.session, &key),
            waits_to_send: runtime::waits_to_send(&node.context.session),
            gid: endpoint.gid(),
            announced: endpoint.announce(node)?,
            intake: Arc::new(Intake::new(name.clone(), None)),
            querier: Held::new(querier),
            key,
            name,
            writer,
            calls: AtomicI64::new(0),
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

/// The counts of a [`Client`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientStats {
    /// Responses that were accepted.
    pub admitted: u64,
    /// Responses that were dropped: without a payload or attachment, or to another request.
    pub rejected: u64,
    /// Responses that could not be deserialized, once for each attempt.
    pub undecodable: u64,
}

/// Calls the service `S`.
///
/// Threads may share it, and any number of calls may be pending.
pub struct Client<S> {
    /// Invisible first, then undeclared.
    announced: Announced,
    querier: Held<Querier<'static>>,
    gid: Gid,
    key: String,
    name: String,
    writer: ShmWriter,
    limit: NetworkLimit,
    waits_to_send: bool,
    intake: Arc<Intake>,
    calls: AtomicI64,
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
        let written = self.writer.recheck(self.writer.write(request)?);
        self.limit
            .compare(&self.name, &written, || self.reaches_network())
            .map_err(|TooLarge { bytes, limit, .. }| CallError::TooLargeForNetwork {
                service: self.name.clone(),
                bytes,
                limit,
            })?;
        let WrittenMessage {
            payload,
            path,
            bytes,
            spliced,
        } = written;
        let sequence_number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        let (gid, intake) = (self.gid, self.intake.clone());
        let attachment = Attachment {
            sequence_number,
            source_timestamp: stamp::now(),
            gid,
        };
        // The first response is taken; those of other servers are dropped.
        let (sender, response) = flume::bounded(1);
        let query = CancellationToken::default();
        let get = self
            .querier
            .get()
            .cancellation_token(query.clone())
            .payload(payload)
            .attachment(ZBytes::from(attachment.serialize()))
            .callback(move |reply| {
                let Ok(reply) = reply.result() else {
                    return;
                };
                let is_mine =
                    |answer: &Attachment| (answer.sequence_number, answer.gid) == (sequence_number, gid);
                if let Some(response) = intake.admit_call(Some(reply.payload()), reply.attachment(), is_mine)
                {
                    let _ = sender.try_send(response);
                }
            });
        blocking_if(self.waits_to_send, || get.wait()).map_err(|error| CallError::Zenoh {
            service: self.name.clone(),
            source: error.into(),
        })?;
        self.writer.record(&self.name, path, bytes, spliced);
        Ok(PendingResponse {
            response,
            query: Unanswered(Some(query)),
            service: self.name.clone(),
            marker: PhantomData,
        })
    }
}

impl<S> Client<S> {
    /// Returns whether requests cross the network. Slow.
    fn reaches_network(&self) -> bool {
        blocking(|| {
            let session = &self.announced.node.context.session;
            // The querier itself does not distinguish servers of this session from others.
            let remote = session
                .declare_querier(self.key.as_str())
                .target(QueryTarget::AllComplete)
                .allowed_destination(Locality::Remote)
                .wait();
            let status = remote.and_then(|remote| remote.matching_status().wait());
            status.is_ok_and(|status| status.matching())
        })
    }

    /// Returns whether there is a server of this name and type.
    #[must_use]
    pub fn is_service_available(&self) -> bool {
        self.wait_for_service(Duration::ZERO)
    }

    /// Waits until there is a server of this name and type, and returns whether there is one. If there is,
    /// also waits, within `timeout`, until every connected process has answered whether it can map the pool.
    #[must_use]
    pub fn wait_for_service(&self, timeout: Duration) -> bool {
        wait_until_ready(&self.writer, timeout, |timeout| {
            let start = Instant::now();
            let is_announced = self.announced.graph().is_some_and(|graph| {
                graph.wait_until(timeout, |graph| graph.count(EndpointKind::Service, &self.key) > 0)
            });
            is_announced
                && wait_for_match(
                    || self.querier.matching_listener().wait(),
                    || self.querier.matching_status().wait(),
                    timeout.saturating_sub(start.elapsed()),
                )
        })
    }

    /// Returns the fully qualified name of the service.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the gid, by which servers identify this client.
    #[must_use]
    pub fn gid(&self) -> Gid {
        self.gid
    }

    /// Returns the counts of the responses so far.
    #[must_use]
    pub fn stats(&self) -> ClientStats {
        let stats = self.intake.stats();
        ClientStats {
            admitted: stats.admitted,
            rejected: stats.rejected,
            undecodable: stats.undecodable,
        }
    }

    /// Returns the counts of the requests, and the state of their pool.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.writer.stats()
    }
}

impl<S> fmt::Debug for Client<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A query that is cancelled when this is dropped. zenoh would keep it until the server answers.
struct Unanswered(Option<CancellationToken>);

impl Unanswered {
    /// Keeps the query open for the responses of other servers, which are counted.
    fn answered(&mut self) {
        self.0 = None;
    }
}

impl Drop for Unanswered {
    fn drop(&mut self) {
        if let Some(query) = &self.0 {
            // The first poll cancels. Further polls would wait for a running callback, and block an executor.
            let cancel = pin!(query.cancel().into_future());
            let _ = cancel.poll(&mut Context::from_waker(Waker::noop()));
        }
    }
}

/// A response that has not arrived yet. Dropping it ends the wait; the server is not informed.
#[must_use = "a response that is not waited for is dropped"]
pub struct PendingResponse<S: RosService> {
    response: flume::Receiver<Admitted>,
    query: Unanswered,
    service: String,
    marker: PhantomData<fn() -> S>,
}

impl<S: RosService> PendingResponse<S> {
    /// Waits for the response, at most for `timeout`.
    ///
    /// # Errors
    /// [`CallError::Timeout`] and [`CallError::NoResponse`].
    pub fn wait(mut self, timeout: Duration) -> Result<Sample<S::Response>, CallError> {
        let service = self.service;
        match self.response.recv_timeout(timeout.min(LONGEST_WAIT)) {
            Ok(response) => {
                self.query.answered();
                Ok(Sample::from(response))
            }
            Err(flume::RecvTimeoutError::Timeout) => Err(CallError::Timeout { service, timeout }),
            Err(flume::RecvTimeoutError::Disconnected) => Err(CallError::NoResponse { service }),
        }
    }

    /// Waits for the response without blocking the thread. Works in any async runtime.
    ///
    /// # Errors
    /// As [`wait`](Self::wait).
    pub async fn wait_async(mut self, timeout: Duration) -> Result<Sample<S::Response>, CallError> {
        let service = self.service;
        match runtime::within(timeout, self.response.recv_async()).await {
            Some(Ok(response)) => {
                self.query.answered();
                Ok(Sample::from(response))
            }
            None => Err(CallError::Timeout { service, timeout }),
            Some(Err(flume::RecvError::Disconnected)) => Err(CallError::NoResponse { service }),
        }
    }
}

impl<S: RosService> fmt::Debug for PendingResponse<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingResponse")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
