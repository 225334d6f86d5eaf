//! The server of a service: queues requests until the program takes them, or passes them to a callback on a
//! separate thread. The other side is in `client.rs`.

mod builder;

pub use builder::{CallbackServiceBuilder, ServiceBuilder};

use crate::endpoint::Announced;
use crate::fence::CallbackPanicked;
use crate::intake::Intake;
use crate::sample::{Admitted, Sample};
use crate::stamp;
use ros_z_core::{CdrDeserialize, DeserializeError, RosService, SizeEstimation};
use ros_z_protocol::Attachment;
use ros_z_shm::queue::QueueReceiver;
use ros_z_shm::runtime::{Held, blocking_if};
use ros_z_shm::shm::ShmStats;
use ros_z_shm::{NetworkLimit, PublishError, Published, RecvError, ShmWriter, WrittenMessage};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use zenoh::Wait;
use zenoh::bytes::ZBytes;
use zenoh::query::{Query, Queryable};

/// Serves the service `S`.
///
/// # Examples
/// ```no_run
/// # use ros_z::context::ZContextBuilder;
/// # use ros_z::{RosMessage, SizeEstimation, ros_service};
/// #[derive(RosMessage, SizeEstimation)]
/// #[ros(type_name = "example_interfaces/srv/AddTwoInts_Request")]
/// struct AddTwoIntsRequest { a: i64, b: i64 }
///
/// #[derive(RosMessage, SizeEstimation)]
/// #[ros(type_name = "example_interfaces/srv/AddTwoInts_Response")]
/// struct AddTwoIntsResponse { sum: i64 }
///
/// ros_service!(AddTwoInts: AddTwoIntsRequest => AddTwoIntsResponse);
///
/// let node = ZContextBuilder::default().build()?.create_node("adder").build()?;
/// let service = node.create_service::<AddTwoInts>("add_two_ints").build()?;
/// loop {
///     let request = service.recv()?;
///     let AddTwoIntsRequest { a, b } = request.decode()?;
///     request.reply(&AddTwoIntsResponse { sum: a.wrapping_add(b) })?;
/// }
/// # #[allow(unreachable_code)]
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Service<S> {
    declared: Declared,
    receiver: QueueReceiver<Waiting>,
    server: Arc<Server>,
    marker: PhantomData<fn() -> S>,
}

/// Keeps a server announced and declared.
struct Declared {
    /// Invisible first, then undeclared.
    _announced: Announced,
    _queryable: Held<Queryable<()>>,
}

/// A request in the queue.
struct Waiting {
    query: Held<Query>,
    request: Admitted,
}

/// The state of a server that its requests share.
struct Server {
    name: String,
    key: String,
    writer: ShmWriter,
    limit: NetworkLimit,
    waits_to_send: bool,
    intake: Arc<Intake>,
}

impl Server {
    fn stats(&self, queue: &QueueReceiver<Waiting>) -> ServiceStats {
        let stats = self.intake.stats();
        ServiceStats {
            admitted: stats.admitted,
            rejected: stats.rejected,
            undecodable: stats.undecodable,
            dropped: queue.dropped(),
            panics: stats.panics,
        }
    }
}

/// The counts of a [`Service`] or [`CallbackService`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceStats {
    /// Requests that were put into the queue.
    pub admitted: u64,
    /// Requests that were dropped, as in `rmw_zenoh`, because they have no payload or no attachment.
    pub rejected: u64,
    /// Requests that could not be deserialized, once for each attempt.
    pub undecodable: u64,
    /// Requests that were dropped for newer ones because the queue was full.
    pub dropped: u64,
    /// Calls of the callback that panicked.
    pub panics: u64,
}

impl<S: RosService> Service<S> {
    /// Waits for the next request.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn recv(&self) -> Result<ServiceRequest<S>, RecvError> {
        self.receiver.recv().map(|waiting| self.request(waiting))
    }

    /// Waits for the next request without blocking the thread.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub async fn recv_async(&self) -> Result<ServiceRequest<S>, RecvError> {
        self.receiver
            .recv_async()
            .await
            .map(|waiting| self.request(waiting))
    }

    /// Waits for the next request, and returns `None` if none arrived within `timeout`.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<ServiceRequest<S>>, RecvError> {
        let waiting = self.receiver.recv_timeout(timeout)?;
        Ok(waiting.map(|waiting| self.request(waiting)))
    }

    /// Returns the next request if one has arrived.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn try_recv(&self) -> Result<Option<ServiceRequest<S>>, RecvError> {
        Ok(self.receiver.try_recv()?.map(|waiting| self.request(waiting)))
    }

    fn request(&self, waiting: Waiting) -> ServiceRequest<S> {
        ServiceRequest::new(waiting, self.server.clone())
    }
}

impl<S> Service<S> {
    /// Returns the fully qualified name of the service.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.server.name
    }

    /// Returns the counts of the requests so far.
    #[must_use]
    pub fn stats(&self) -> ServiceStats {
        self.server.stats(&self.receiver)
    }

    /// Returns the counts of the responses, and the state of their pool.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.server.writer.stats()
    }
}

impl<S> fmt::Debug for Service<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("name", &self.server.name)
            .finish_non_exhaustive()
    }
}

/// A request. If it is dropped without a reply, the client gets
/// [`CallError::NoResponse`](crate::CallError::NoResponse).
pub struct ServiceRequest<S: RosService> {
    query: Held<Query>,
    request: Sample<S::Request>,
    attachment: Attachment,
    server: Arc<Server>,
}

impl<S: RosService> ServiceRequest<S> {
    fn new(waiting: Waiting, server: Arc<Server>) -> Self {
        let Waiting { query, request } = waiting;
        Self {
            query,
            attachment: request.attachment,
            request: Sample::from(request),
            server,
        }
    }

    /// Deserializes the request into an owned value.
    ///
    /// # Errors
    /// [`DeserializeError`] if the bytes are not a request of this service.
    pub fn decode(&self) -> Result<S::Request, DeserializeError>
    where
        S::Request: for<'de> CdrDeserialize<'de>,
    {
        self.request.decode()
    }

    /// Returns the serialized request, for a view in place, with the client's gid and sequence number.
    #[must_use]
    pub fn sample(&self) -> &Sample<S::Request> {
        &self.request
    }

    /// Sends the response, through shared memory where it is on and available, and returns the memory that it
    /// uses. The sequence number is the one of the request.
    ///
    /// # Errors
    /// As [`Publisher::publish`](crate::Publisher::publish). The client then gets
    /// [`CallError::NoResponse`](crate::CallError::NoResponse) at once. The limit of the network applies to
    /// every response that is not in shared memory, also if the client is on this machine.
    pub fn reply(self, response: &S::Response) -> Result<Published, PublishError>
    where
        S::Response: SizeEstimation,
    {
        let server = &self.server;
        let written = server.writer.recheck(server.writer.write(response)?);
        server.limit.check(&server.name, &written, || true)?;
        let WrittenMessage {
            payload,
            path,
            bytes,
            spliced,
            ..
        } = written;
        let attachment = Attachment {
            source_timestamp: stamp::now(),
            ..self.attachment
        };
        let reply = self
            .query
            .reply(self.server.key.as_str(), payload)
            .attachment(ZBytes::from(attachment.serialize()));
        blocking_if(self.server.waits_to_send, || reply.wait()).map_err(|error| PublishError::Zenoh {
            key: self.server.name.clone(),
            source: error.into(),
        })?;
        self.server.writer.record(&self.server.name, path, bytes, spliced);
        Ok(Published::new(path, bytes, spliced, attachment.sequence_number))
    }
}

impl<S: RosService> fmt::Debug for ServiceRequest<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceRequest")
            .field("service", &self.server.name)
            .field("sample", &self.request)
            .finish_non_exhaustive()
    }
}

/// A server that passes requests to a callback until it is dropped.
///
/// The drop waits until the requests that have arrived are answered, unless the callback itself drops the
/// server.
///
/// A panic in the callback, or in user code that deserializes the request or serializes the response, ends
/// that call only. The client gets [`CallError::NoResponse`](crate::CallError::NoResponse) at once. The panic
/// is logged with the service and its message, counted in [`ServiceStats::panics`], and the next request is
/// answered. [`outcome`](Self::outcome) returns it, and the drop logs how many calls panicked. The callback
/// need not be `UnwindSafe`: its next call sees its own state as the panic left it. With `panic = "abort"`
/// the process ends instead.
#[must_use = "requests are answered until this is dropped"]
pub struct CallbackService<S> {
    /// `None` once ended.
    declared: Option<Declared>,
    queue: Arc<QueueReceiver<Waiting>>,
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
    marker: PhantomData<fn() -> S>,
}

impl<S> CallbackService<S> {
    /// Returns whether all calls of the callback have returned so far.
    ///
    /// # Errors
    /// [`CallbackPanicked`], with the number of calls that panicked and the message of the last one.
    pub fn outcome(&self) -> Result<(), CallbackPanicked> {
        self.server.intake.fence().outcome()
    }

    /// Ends the server as its drop does, and returns whether all calls of the callback returned.
    ///
    /// # Errors
    /// As [`outcome`](Self::outcome).
    pub fn close(mut self) -> Result<(), CallbackPanicked> {
        self.end();
        self.outcome()
    }

    /// Returns the fully qualified name of the service.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.server.name
    }

    /// Returns the number of requests that were dropped for newer ones because the callback was too slow.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.queue.dropped()
    }

    /// As [`Service::stats`].
    #[must_use]
    pub fn stats(&self) -> ServiceStats {
        self.server.stats(&self.queue)
    }

    /// As [`Service::shm_stats`].
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.server.writer.stats()
    }

    fn end(&mut self) {
        // Undeclared first: that closes the queue, and the thread ends.
        self.declared = None;
        let thread = self.thread.take();
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != thread::current().id()) {
            // The thread does not panic: the callback is fenced.
            let _ = thread.join();
        }
    }
}

impl<S> Drop for CallbackService<S> {
    fn drop(&mut self) {
        if self.declared.is_some() {
            self.end();
            self.server.intake.fence().report_end();
        }
    }
}

impl<S> fmt::Debug for CallbackService<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackService")
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}
