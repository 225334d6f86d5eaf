//! The publisher of a topic. Its messages go through `ros_z_shm::MessageSender`, its settings are in
//! `publisher/builder.rs`.

mod builder;

pub use builder::PublisherBuilder;

use crate::endpoint::Announced;
use crate::stamp;
use crate::transport::Outlet;
use ros_z_core::{CdrSerialize, RosMessage, SizeEstimation};
use ros_z_protocol::{Attachment, EndpointKind, Gid, QosProfile};
use ros_z_shm::matching::wait_until_ready;
use ros_z_shm::shm::ShmStats;
use ros_z_shm::{Loan, MessageSender, Payload, PublishError, Published};
use std::fmt;
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;

/// Publishes messages of type `T` on a topic, through shared memory where it is on and available.
///
/// Threads may share it. It is undeclared when it is dropped; messages published before still arrive. For
/// that, the drop waits up to one second until receivers have the fields that were passed on without a copy:
/// the provider of those fields may be dropped next.
///
/// The operations are those of [`ShmPublisher`](crate::ShmPublisher), whose documentation has the details and
/// examples.
pub struct Publisher<T> {
    sender: MessageSender<T, Sender>,
}

/// The identity of a publisher in a ROS 2 graph.
struct Identity {
    gid: Gid,
    key: String,
    announced: Announced,
}

/// The zenoh endpoint of a topic.
struct Sender {
    /// Invisible first, then undeclared.
    identity: Identity,
    outlet: Outlet,
    qos: QosProfile,
}

impl<T> Publisher<T> {
    /// Publishes a message, and returns the memory that it uses. Without shared memory the message falls back
    /// to the heap, which is not an error.
    ///
    /// May be called from any callback, on any topic, its own included. See
    /// [`ShmPublisher::publish`](crate::ShmPublisher::publish) for congestion, callbacks, and the limit of
    /// the network.
    ///
    /// With history (transient local), a message that is larger than that limit and not in shared memory is
    /// always refused: later subscribers may get it over the network.
    ///
    /// # Errors
    /// [`PublishError::Serialize`], [`PublishError::TooLargeForNetwork`] and [`PublishError::Zenoh`]. Nothing
    /// was sent then.
    pub fn publish(&self, message: &T) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        self.sender.publish(message)
    }

    /// Publishes a message from async code without blocking the executor, as
    /// [`ShmPublisher::publish_async`](crate::ShmPublisher::publish_async) does. Works in any async runtime.
    ///
    /// # Errors
    /// As [`publish`](Self::publish); [`PublishError::Thread`] if the thread cannot be started.
    pub async fn publish_async(&self, message: &T) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        let blocks = self.sender.outlet().qos.is_reliable();
        self.sender.publish_async(message, blocks).await
    }

    /// Publishes a message that is serialized already: one that was received, or [prepared](Self::prepare).
    /// It is not copied.
    ///
    /// # Errors
    /// [`PublishError::TooLargeForNetwork`] and [`PublishError::Zenoh`], as [`publish`](Self::publish).
    pub fn publish_payload(&self, payload: &Payload<T>) -> Result<Published, PublishError> {
        self.sender.publish_payload(payload)
    }

    /// Writes a message once, to shared memory if available, to be published any number of times.
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express.
    pub fn prepare(&self, message: &T) -> Result<Payload<T>, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        self.sender.prepare(message)
    }

    /// Publishes a message of another Rust type with the same ROS type, such as one that borrows its fields;
    /// see the example at [`ShmPublisher::publish_as`](crate::ShmPublisher::publish_as). The compiler checks
    /// the type hashes.
    ///
    /// # Errors
    /// As [`publish`](Self::publish).
    pub fn publish_as<V: RosMessage + SizeEstimation>(&self, message: &V) -> Result<Published, PublishError>
    where
        T: RosMessage,
    {
        self.sender.publish_as(message)
    }

    /// Publishes a message of any type, which must be the type of the topic.
    pub(crate) fn publish_unchecked<V>(&self, message: &V) -> Result<Published, PublishError>
    where
        V: CdrSerialize + SizeEstimation,
    {
        self.sender.publish_unchecked(message)
    }

    /// Lays out a message in shared memory and loans that memory, for its
    /// [`CdrSliceMut`](ros_z_core::CdrSliceMut) fields to be filled in place; see the example at
    /// [`ShmPublisher::loan`](crate::ShmPublisher::loan). `#[ros(loan)]` generates
    /// `V`. The compiler checks that `V` and `T` are the same ROS type. Without shared memory, the memory is on
    /// the heap, and everything else is the same.
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express.
    pub fn loan<V: RosMessage>(&self, message: V) -> Result<Loan<V>, PublishError>
    where
        T: RosMessage,
    {
        self.sender.loan(message)
    }

    /// As [`loan`](Self::loan), for any type, without the check that it is the type of the topic.
    ///
    /// # Errors
    /// As [`loan`](Self::loan).
    pub fn loan_as<V: CdrSerialize>(&self, message: V) -> Result<Loan<V>, PublishError> {
        self.sender.loan_as(message)
    }

    /// Waits until there is at least one subscriber, ROS or plain zenoh, and returns whether there is one.
    ///
    /// With several subscribers, use [`wait_for_subscribers`](Self::wait_for_subscribers): this method
    /// returns with the first of them, and those that have not joined yet miss the first messages. If there
    /// is one, this also waits, within `timeout`, until every connected process has answered whether it can
    /// map the pool, so that the first message can be in shared memory.
    #[must_use]
    pub fn wait_for_subscriber(&self, timeout: Duration) -> bool {
        let start = Instant::now();
        let is_matched = wait_until_ready(self.sender.writer(), timeout, |timeout| {
            self.sender.outlet().outlet.wait_for_match(timeout)
        });
        if is_matched {
            self.sender
                .wait_for_lanes(timeout.saturating_sub(start.elapsed()));
        }
        is_matched
    }

    /// Waits until there are at least `count` ROS subscriptions to this topic and type, and returns whether
    /// there are. Then waits as [`wait_for_subscriber`](Self::wait_for_subscriber) does.
    #[must_use]
    pub fn wait_for_subscribers(&self, count: usize, timeout: Duration) -> bool {
        let start = Instant::now();
        let identity = &self.sender.outlet().identity;
        let Some(graph) = identity.announced.graph() else {
            return count == 0;
        };
        let is_complete = graph.wait_until(timeout, |graph| {
            graph.count(EndpointKind::Subscription, &identity.key) >= count
        });
        is_complete && (count == 0 || self.wait_for_subscriber(timeout.saturating_sub(start.elapsed())))
    }

    /// Returns the number of ROS subscriptions to this topic and type.
    #[must_use]
    pub fn subscriber_count(&self) -> usize {
        let identity = &self.sender.outlet().identity;
        identity
            .announced
            .graph()
            .map_or(0, |graph| graph.count(EndpointKind::Subscription, &identity.key))
    }

    /// Returns the number of incompatible subscriptions so far: see
    /// [`with_incompatible_callback`](PublisherBuilder::with_incompatible_callback).
    #[must_use]
    pub fn incompatible_count(&self) -> u64 {
        self.sender.outlet().identity.announced.incompatible()
    }

    /// Returns the fully qualified name of the topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        self.sender.name()
    }

    /// Returns the gid, by which subscribers identify this publisher.
    #[must_use]
    pub fn gid(&self) -> Option<Gid> {
        Some(self.sender.outlet().identity.gid)
    }

    /// Returns the counts of this publisher's messages, and the state of its pool.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.sender.writer().stats()
    }
}

impl Sender {
    fn attachment(&self, number: i64, time: i64) -> [u8; 33] {
        Attachment {
            sequence_number: number,
            source_timestamp: time,
            gid: self.identity.gid,
        }
        .serialize()
    }
}

impl ros_z_shm::Outlet for Sender {
    fn put(&self, payload: ZBytes, number: i64, time: i64) -> zenoh::Result<()> {
        self.outlet.put(payload, self.attachment(number, time))
    }

    fn now(&self) -> i64 {
        stamp::now()
    }

    fn put_locally(&self, payload: ZBytes, number: i64, time: i64) -> zenoh::Result<()> {
        self.outlet.put_locally(payload, || self.attachment(number, time))
    }

    fn may_have_local(&self) -> bool {
        self.outlet.may_have_local()
    }

    fn ask(&self, selector: &str) {
        self.outlet.ask(selector);
    }

    fn reaches_network(&self) -> bool {
        self.outlet.reaches_network()
    }
}

impl<T> fmt::Debug for Publisher<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Publisher")
            .field("topic", &self.sender.name())
            .field("writer", &self.sender.writer())
            .finish_non_exhaustive()
    }
}
