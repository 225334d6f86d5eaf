//! The publisher: has a message written to the memory of its choice, and puts it. How it is
//! told what to be is in `publisher/builder.rs`, how async code waits for it in `publisher/lane.rs`.

mod builder;
mod lane;
mod loan;
mod sender;

pub use builder::{SessionPubBuilder, ZPubBuilder};
pub use loan::Loan;
pub(crate) use sender::nanoseconds_now;

use crate::delivery;
use crate::error::PublishError;
use crate::memory::{Memory, Written};
use crate::node::Announced;
use crate::published::Published;
use crate::ros::{EndpointKind, Gid, QosProfile};
use crate::shm::ShmStats;
use crate::transport::Outlet;
use ros_z_core::{CdrSerialize, SizeEstimation};
use sender::Sender;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zenoh::Session;

/// What makes a publisher one of a ROS 2 graph.
struct Identity {
    gid: Gid,
    key: String,
    announced: Announced,
}

/// Publishes messages of type `T`, through shared memory where it is on and can be had.
///
/// May be shared between threads. Undeclared when dropped; what was published before still arrives. For
/// that the drop waits, for a second at most, until fields that were passed on without a copy have been
/// taken up: the provider that they came from may be dropped next.
pub struct ShmPublisher<T> {
    sender: Arc<Sender>,
    marker: PhantomData<fn(&T)>,
}

impl<T> ShmPublisher<T> {
    fn new(
        outlet: Outlet,
        qos: QosProfile,
        topic: String,
        identity: Option<Identity>,
        memory: Memory,
    ) -> Self {
        Self {
            sender: Arc::new(Sender::new(outlet, qos, topic, identity, memory)),
            marker: PhantomData,
        }
    }

    /// Starts building a publisher on a key expression of a zenoh session, with no ROS naming: no node,
    /// no type in the key, no attachment.
    ///
    /// # Examples
    /// ```no_run
    /// use ros_z_core::{RosMessage, SizeEstimation};
    /// use ros_z_shm::ShmPublisher;
    /// use zenoh::Wait;
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// struct Wheel {
    ///     speed: f64,
    /// }
    ///
    /// let session = zenoh::open(zenoh::Config::default()).wait()?;
    /// let publisher = ShmPublisher::<Wheel>::on_session(&session, "wheel/left").with_shm_enabled()?.build()?;
    /// publisher.publish(&Wheel { speed: 1.5 })?;
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    #[must_use]
    pub fn on_session(session: &Session, key: impl Into<String>) -> SessionPubBuilder<T>
    where
        T: CdrSerialize + SizeEstimation,
    {
        SessionPubBuilder::new(session.clone(), key.into())
    }

    /// Publishes a message, and tells which way it went. A lack of shared memory is no error: the message
    /// takes the heap.
    ///
    /// Blocks while a reliable subscriber's connection is congested, at most for the bound of the session
    /// configuration (a minute by default).
    ///
    /// May be called from any callback, on any topic, its own included. zenoh delivers to inline callbacks of the same
    /// process while a message is being put, and would deliver a second message before the first: a message that is
    /// published from inside such a callback is numbered at once, and put by the same thread as soon as zenoh has
    /// delivered the first. Messages arrive in the order of their numbers, and [`Published`] is final, but for one case:
    /// if the session is closed in between, the message is lost, with an error in the log. The queue has no bound: a
    /// callback that publishes to its own topic without end keeps the outermost `publish` from returning, but does not
    /// overflow the stack.
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express,
    /// [`PublishError::TooLargeForNetwork`] for one that receivers over the network would drop (more than 1 GiB by
    /// default), [`PublishError::Zenoh`] if the session is closed. Nothing was sent then.
    ///
    /// A message in shared memory is not refused for its size: only its descriptor crosses to receivers that share
    /// memory with this process. Receivers that do not, if there are any, drop it; the first such message is logged. A
    /// message that is not in shared memory is refused if a subscriber of another session matches, whatever its
    /// distance, and with history (transient local) always: later subscribers may get it over the network.
    pub fn publish(&self, message: &T) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        self.put_written(self.write(message)?)
    }

    /// Writes a message to the memory of choice.
    pub(crate) fn write<V>(&self, message: &V) -> Result<Written, PublishError>
    where
        V: CdrSerialize + SizeEstimation,
    {
        Ok(self.sender.memory.write(message)?)
    }

    /// Sends what is written.
    pub(crate) fn put_written(&self, written: Written) -> Result<Published, PublishError> {
        self.sender.put(written)
    }

    /// Publishes a message from async code, without ever blocking the executor. For any executor.
    ///
    /// The message is written where it is called. A reliable publisher then hands it to a thread of its own,
    /// which waits where a connection is congested; best effort never waits, and is put at once. A pool that
    /// is full is not waited for, whatever its policy: the message takes the heap. Messages arrive in the
    /// order in which the futures are first polled. One that is dropped may or may not have been published.
    ///
    /// [`publish`](Self::publish) is right in async code too, and faster, as long as no subscriber is slow.
    ///
    /// # Errors
    /// As [`publish`](Self::publish); [`PublishError::Thread`] if the thread cannot be started.
    pub async fn publish_async(&self, message: &T) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        let written = self.sender.memory.write_at_once(message)?;
        if !self.sender.qos.is_reliable() || delivery::must_defer() {
            return self.sender.put(written);
        }
        self.sender.lane()?.put(self.sender.clone(), written).await
    }

    /// Waits until there is a subscriber, and tells whether there is one: of ROS, or any other of zenoh.
    #[must_use]
    pub fn wait_for_subscriber(&self, timeout: Duration) -> bool {
        self.sender.outlet.wait_for_match(timeout)
    }

    /// Waits until at least `count` ROS subscriptions to this topic and type are there, and tells whether they
    /// are. A publisher on a bare session has no graph to count in: it can wait for one subscriber.
    #[must_use]
    pub fn wait_for_subscribers(&self, count: usize, timeout: Duration) -> bool {
        let start = Instant::now();
        let Some(identity) = &self.sender.identity else {
            return count == 0 || count == 1 && self.wait_for_subscriber(timeout);
        };
        let Some(graph) = identity.announced.graph() else {
            return count == 0;
        };
        let is_complete = graph.wait_until(timeout, |graph| {
            graph.count(EndpointKind::Subscription, &identity.key) >= count
        });
        is_complete && (count == 0 || self.wait_for_subscriber(timeout.saturating_sub(start.elapsed())))
    }

    /// The number of ROS subscriptions to this topic and type; on a bare session, 1 if there is any subscriber.
    #[must_use]
    pub fn subscriber_count(&self) -> usize {
        match &self.sender.identity {
            None => usize::from(self.wait_for_subscriber(Duration::ZERO)),
            Some(identity) => identity
                .announced
                .graph()
                .map_or(0, |graph| graph.count(EndpointKind::Subscription, &identity.key)),
        }
    }

    /// Fully qualified name of the topic; the key expression for a publisher on a session.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.sender.topic
    }

    /// Identifies this publisher to subscribers; `None` on a bare session.
    #[must_use]
    pub fn gid(&self) -> Option<Gid> {
        self.sender.identity.as_ref().map(|identity| identity.gid)
    }

    /// What became of the messages of this publisher, and how its pool is used.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.sender.memory.stats()
    }
}

impl<T> fmt::Debug for ShmPublisher<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShmPublisher")
            .field("topic", &self.sender.topic)
            .field("memory", &self.sender.memory)
            .finish_non_exhaustive()
    }
}
