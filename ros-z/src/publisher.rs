//! The publisher of a topic. The order of its messages is kept by `ros_z_shm::PutInOrder`, its settings are in
//! `publisher/builder.rs`.

mod builder;

pub use builder::PublisherBuilder;

use crate::endpoint::Announced;
use crate::stamp;
use crate::transport::Outlet;
use ros_z_core::{CdrSerialize, RosMessage, SizeEstimation};
use ros_z_protocol::{Attachment, EndpointKind, Gid, QosProfile};
use ros_z_shm::shm::ShmStats;
use ros_z_shm::{
    Loan, Payload, PublishError, Published, PutInOrder, PutMessage, ShmWriter, assert_same_type,
};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zenoh::Session;
use zenoh::bytes::ZBytes;

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
pub struct Publisher<T> {
    sender: Arc<PutInOrder<Sender>>,
    marker: PhantomData<fn(&T)>,
}

/// The zenoh endpoint of a topic.
struct Sender {
    /// Invisible first, then undeclared.
    identity: Identity,
    outlet: Outlet,
    qos: QosProfile,
}

impl<T> Publisher<T> {
    fn new(session: &Session, sender: Sender, topic: String, writer: ShmWriter) -> Self {
        let key = sender.identity.key.clone();
        Self {
            sender: PutInOrder::new(session, sender, topic, &key, writer),
            marker: PhantomData,
        }
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
        self.sender.put(self.sender.writer().write(message)?)
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
        let written = self.sender.writer().write_at_once(message)?;
        let blocks = self.sender.outlet().qos.is_reliable();
        self.sender.put_async(written, blocks).await
    }

    /// Publishes a message that is serialized already: one that was received, or [prepared](Self::prepare). It is
    /// not copied.
    ///
    /// # Errors
    /// [`PublishError::TooLargeForNetwork`] and [`PublishError::Zenoh`], as [`publish`](Self::publish).
    pub fn publish_payload(&self, payload: &Payload<T>) -> Result<Published, PublishError> {
        self.sender.put(payload.into())
    }

    /// Writes a message once, to shared memory if it can be had, to be published any number of times.
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express.
    pub fn prepare(&self, message: &T) -> Result<Payload<T>, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        Ok(self.sender.writer().prepare(message)?)
    }

    /// Publishes a message of another Rust type that is the same ROS type, one that borrows its fields for example;
    /// the compiler checks their type hashes.
    ///
    /// # Examples
    /// ```no_run
    /// use ros_z::core::CdrSlice;
    /// use ros_z::{RosMessage, SizeEstimation};
    /// use ros_z::Publisher;
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// #[ros(type_name = "demo_msgs/msg/Scan")]
    /// struct Scan {
    ///     frame: String,
    ///     ranges: Vec<f32>,
    /// }
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// #[ros(type_name = "demo_msgs/msg/Scan")]
    /// struct ScanView<'a> {
    ///     frame: &'a str,
    ///     ranges: CdrSlice<'a, f32>,
    /// }
    ///
    /// fn publish(publisher: &Publisher<Scan>, ranges: &[f32]) -> Result<(), ros_z::PublishError> {
    ///     publisher.publish_as(&ScanView { frame: "lidar", ranges: ranges.into() })?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`publish`](Self::publish).
    pub fn publish_as<V: RosMessage + SizeEstimation>(&self, message: &V) -> Result<Published, PublishError>
    where
        T: RosMessage,
    {
        const { assert_same_type::<T, V>() }
        self.sender.put(self.sender.writer().write(message)?)
    }

    /// Lays out a message in shared memory, from its small fields and the lengths that its
    /// [`CdrSliceMut`](ros_z_core::CdrSliceMut) fields [reserve](ros_z_core::CdrSliceMut::reserve), and lends that memory.
    ///
    /// `V` must be the same ROS type as `T`; the compiler checks their type hashes. Where shared memory cannot be had
    /// the memory is the heap's, and everything else is the same.
    ///
    /// # Examples
    /// ```no_run
    /// use ros_z::core::CdrSliceMut;
    /// use ros_z::{RosMessage, SizeEstimation};
    /// use ros_z::Publisher;
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// #[ros(type_name = "demo_msgs/msg/Frame")]
    /// struct Frame {
    ///     camera: String,
    ///     pixels: Vec<u8>,
    /// }
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// #[ros(type_name = "demo_msgs/msg/Frame")]
    /// struct FrameLoan {
    ///     camera: String,
    ///     pixels: CdrSliceMut<u8>,
    /// }
    ///
    /// fn grab(publisher: &Publisher<Frame>, driver: impl Fn(&mut [u8]) -> usize) -> Result<(), ros_z::PublishError> {
    ///     let mut frame = publisher.loan(FrameLoan {
    ///         camera: "left".into(),
    ///         pixels: CdrSliceMut::reserve(1920 * 1080 * 3),
    ///     })?;
    ///     let filled = driver(&mut frame.pixels);
    ///     frame.pixels.truncate(filled);
    ///     frame.publish()?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// Another type does not compile:
    ///
    /// ```compile_fail,E0080
    /// # use ros_z::{RosMessage, SizeEstimation};
    /// # use ros_z::Publisher;
    /// # #[derive(RosMessage, SizeEstimation)]
    /// # struct Frame { pixels: Vec<u8> }
    /// # #[derive(RosMessage, SizeEstimation)]
    /// # struct Sound { samples: Vec<i16> }
    /// fn grab(publisher: &Publisher<Frame>) {
    ///     let _ = publisher.loan(Sound { samples: vec![1] });
    /// }
    /// # fn main() { std::hint::black_box(grab as fn(&Publisher<Frame>)); }
    /// ```
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express.
    pub fn loan<V: RosMessage>(&self, message: V) -> Result<Loan<V>, PublishError>
    where
        T: RosMessage,
    {
        const { assert_same_type::<T, V>() }
        self.loan_as(message)
    }

    /// As [`loan`](Self::loan), of any type, without a check that it is the type of the topic.
    ///
    /// # Errors
    /// As [`loan`](Self::loan).
    pub fn loan_as<V: CdrSerialize>(&self, message: V) -> Result<Loan<V>, PublishError> {
        Loan::new(self.sender.clone(), message)
    }

    /// Waits until there is at least one subscriber, ROS or plain zenoh, and returns whether there is one.
    ///
    /// With several subscribers, use [`wait_for_subscribers`](Self::wait_for_subscribers): this one returns with the first of them, and
    /// those that have not joined yet miss the first messages. If there is one, this also waits, within `timeout`, until every connected
    /// process has answered whether it can map the pool, so that the first message can be in shared memory.
    #[must_use]
    pub fn wait_for_subscriber(&self, timeout: Duration) -> bool {
        let start = Instant::now();
        let is_matched = self.sender.outlet().outlet.wait_for_match(timeout);
        if is_matched {
            self.sender
                .writer()
                .wait_for_answers(timeout.saturating_sub(start.elapsed()));
        }
        is_matched
    }

    /// Waits until at least `count` ROS subscriptions to this topic and type are there, and tells whether they
    /// are. A publisher on a bare session has no graph to count in: it can wait for one subscriber.
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

    /// Fully qualified name of the topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        self.sender.key()
    }

    /// Identifies this publisher to subscribers.
    #[must_use]
    pub fn gid(&self) -> Option<Gid> {
        Some(self.sender.outlet().identity.gid)
    }

    /// What became of the messages of this publisher, and how its pool is used.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.sender.writer().stats()
    }
}

impl ros_z_shm::Outlet for Sender {
    fn put(&self, payload: ZBytes, number: i64) -> zenoh::Result<()> {
        let attachment = Attachment {
            sequence_number: number,
            source_timestamp: stamp::now(),
            gid: self.identity.gid,
        };
        self.outlet.put(payload, attachment.serialize())
    }

    fn reaches_network(&self) -> bool {
        self.outlet.reaches_network()
    }
}

impl<T> fmt::Debug for Publisher<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Publisher")
            .field("topic", &self.sender.key())
            .field("writer", &self.sender.writer())
            .finish_non_exhaustive()
    }
}
