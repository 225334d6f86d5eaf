//! Calls of a service whatever its type: requests that are sent, and responses that are not deserialized yet.
//! `client.rs` and `dynamic/client.rs` give them a type.

use crate::endpoint::{Announced, SharedNode};
use crate::error::{BuildError, CallError};
use crate::intake::Intake;
use crate::message_type::MessageType;
use crate::sample::Admitted;
use crate::stamp;
use ros_z_core::{CdrSerialize, SizeEstimation};
use ros_z_protocol::{Attachment, EndpointKind, Gid, QosProfile};
use ros_z_shm::matching::{wait_for_match, wait_until_ready};
use ros_z_shm::queue::LONGEST_WAIT;
use ros_z_shm::runtime::{self, Held, blocking, blocking_if};
use ros_z_shm::shm::{ShmSettings, ShmStats};
use ros_z_shm::{NetworkLimit, ShmWriter, TooLarge, WrittenMessage};
use std::future::IntoFuture;
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

/// The counts of a [`Client`](crate::Client).
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

/// Calls a service.
pub(crate) struct Caller {
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
}

impl Caller {
    /// Declares the client to zenoh and announces it.
    pub(crate) fn build(
        node: Arc<SharedNode>,
        service: &str,
        service_type: &MessageType,
        shm: ShmSettings,
    ) -> Result<Self, BuildError> {
        let writer = node.writer(shm)?;
        let qos = QosProfile::SERVICES;
        let endpoint = node.service_endpoint(EndpointKind::Client, service, service_type, qos)?;
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
        Ok(Self {
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
        })
    }
    /// Sends a request, and returns without waiting for the response.
    pub(crate) fn send<R: CdrSerialize + SizeEstimation>(
        &self,
        request: &R,
    ) -> Result<PendingCall, CallError> {
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
            ..
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
        Ok(PendingCall {
            response,
            query: Unanswered(Some(query)),
            service: self.name.clone(),
        })
    }
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

    pub(crate) fn wait_for_service(&self, timeout: Duration) -> bool {
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

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn gid(&self) -> Gid {
        self.gid
    }

    pub(crate) fn stats(&self) -> ClientStats {
        let stats = self.intake.stats();
        ClientStats {
            admitted: stats.admitted,
            rejected: stats.rejected,
            undecodable: stats.undecodable,
        }
    }

    pub(crate) fn shm_stats(&self) -> ShmStats {
        self.writer.stats()
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

/// A response that has not arrived yet.
pub(crate) struct PendingCall {
    response: flume::Receiver<Admitted>,
    query: Unanswered,
    service: String,
}

impl PendingCall {
    pub(crate) fn service(&self) -> &str {
        &self.service
    }

    pub(crate) fn wait(mut self, timeout: Duration) -> Result<Admitted, CallError> {
        let service = self.service;
        match self.response.recv_timeout(timeout.min(LONGEST_WAIT)) {
            Ok(response) => {
                self.query.answered();
                Ok(response)
            }
            Err(flume::RecvTimeoutError::Timeout) => Err(CallError::Timeout { service, timeout }),
            Err(flume::RecvTimeoutError::Disconnected) => Err(CallError::NoResponse { service }),
        }
    }

    pub(crate) async fn wait_async(mut self, timeout: Duration) -> Result<Admitted, CallError> {
        let service = self.service;
        match runtime::within(timeout, self.response.recv_async()).await {
            Some(Ok(response)) => {
                self.query.answered();
                Ok(response)
            }
            None => Err(CallError::Timeout { service, timeout }),
            Some(Err(flume::RecvError::Disconnected)) => Err(CallError::NoResponse { service }),
        }
    }
}
