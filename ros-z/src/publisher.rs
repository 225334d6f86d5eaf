//! The publisher: has a message written to the memory of its choice, and puts it. How it is
//! told what to be is in `publisher/builder.rs`, how async code waits for it in `publisher/lane.rs`.

mod builder;

pub use builder::PublisherBuilder;

use crate::node::Announced;
use crate::stamp;
use crate::transport::Outlet;
use ros_z_core::{CdrSerialize, RosMessage, SizeEstimation};
use ros_z_protocol::{Attachment, EndpointKind, Gid, QosProfile};
use ros_z_shm::shm::ShmStats;
use ros_z_shm::{
    Loan, Payload, PublishError, PublishThread, Published, PutMessage, ShmWriter, WrittenMessage,
    assert_same_type,
};
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

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
    sender: Arc<Sender>,
    /// Started by the first message from async code that may have to wait.
    thread: OnceLock<PublishThread>,
    marker: PhantomData<fn(&T)>,
}

/// What a publisher is whatever the type of its messages.
struct Sender {
    writer: ShmWriter,
    /// Invisible first, then undeclared.
    identity: Identity,
    outlet: Outlet,
    topic: String,
    qos: QosProfile,
    /// Number of the last message. Held while a message is put, so that numbers and messages keep one order.
    last: Mutex<i64>,
}

impl<T> Publisher<T> {
    fn new(outlet: Outlet, qos: QosProfile, topic: String, identity: Identity, writer: ShmWriter) -> Self {
        Self {
            sender: Arc::new(Sender {
                identity,
                outlet,
                topic,
                qos,
                writer,
                last: Mutex::new(0),
            }),
            thread: OnceLock::new(),
            marker: PhantomData,
        }
    }

    /// Publishes a message, and tells which way it went. A lack of shared memory is no error: the message
    /// takes the heap.
    ///
    /// Blocks while a reliable subscriber's connection is congested, at most for the bound of the session
    /// configuration (a minute by default).
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express, [`PublishError::Zenoh`] if the
    /// session is closed. Nothing was sent then.
    pub fn publish(&self, message: &T) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        self.sender.put(self.sender.writer.write(message)?)
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
        let written = self.sender.writer.write_at_once(message)?;
        if !self.sender.qos.is_reliable() {
            return self.sender.put(written);
        }
        let thread = match self.thread.get() {
            Some(thread) => thread,
            None => {
                let thread = PublishThread::start()?;
                self.thread.get_or_init(|| thread)
            }
        };
        thread.put(self.sender.clone(), written).await
    }

    /// Publishes a message that is serialized already: one that was received, or [prepared](Self::prepare). It is
    /// not copied.
    ///
    /// # Errors
    /// [`PublishError::Zenoh`] if the session is closed.
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
        Ok(self.sender.writer.prepare(message)?)
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
        self.sender.put(self.sender.writer.write(message)?)
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
        let is_matched = self.sender.outlet.wait_for_match(timeout);
        if is_matched {
            self.sender
                .writer
                .wait_for_answers(timeout.saturating_sub(start.elapsed()));
        }
        is_matched
    }

    /// Waits until at least `count` ROS subscriptions to this topic and type are there, and tells whether they
    /// are. A publisher on a bare session has no graph to count in: it can wait for one subscriber.
    #[must_use]
    pub fn wait_for_subscribers(&self, count: usize, timeout: Duration) -> bool {
        let start = Instant::now();
        let identity = &self.sender.identity;
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
        let identity = &self.sender.identity;
        identity
            .announced
            .graph()
            .map_or(0, |graph| graph.count(EndpointKind::Subscription, &identity.key))
    }

    /// Fully qualified name of the topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.sender.topic
    }

    /// Identifies this publisher to subscribers.
    #[must_use]
    pub fn gid(&self) -> Option<Gid> {
        Some(self.sender.identity.gid)
    }

    /// What became of the messages of this publisher, and how its pool is used.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.sender.writer.stats()
    }
}

impl PutMessage for Sender {
    fn writer(&self) -> &ShmWriter {
        &self.writer
    }

    fn key(&self) -> &str {
        &self.topic
    }

    /// Puts a message under the next number of the sequence.
    fn put(&self, written: WrittenMessage) -> Result<Published, PublishError> {
        let WrittenMessage {
            payload,
            path,
            bytes,
            spliced,
        } = self.writer.recheck(written);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let sequence_number = *last + 1;
        let attachment = Attachment {
            sequence_number,
            source_timestamp: stamp::now(),
            gid: self.identity.gid,
        };
        self.outlet
            .put(payload, attachment.serialize())
            .map_err(|source| PublishError::Zenoh {
                key: self.topic.clone(),
                source,
            })?;
        *last = sequence_number;
        drop(last);
        self.writer.record(&self.topic, path, bytes, spliced);
        Ok(Published::new(path, bytes, spliced, sequence_number))
    }
}

impl<T> fmt::Debug for Publisher<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Publisher")
            .field("topic", &self.sender.topic)
            .field("writer", &self.sender.writer)
            .finish_non_exhaustive()
    }
}
