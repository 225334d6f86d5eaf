//! The publisher on a key expression of a zenoh session. Its messages go through `message_sender.rs`, its
//! settings are in `publisher/builder.rs`.

mod builder;

pub use builder::ShmPublisherBuilder;

use crate::error::PublishError;
use crate::lane::{ask, source_info};
use crate::loan::Loan;
use crate::matching::{wait_for_match, wait_until_ready};
use crate::message_sender::MessageSender;
use crate::payload::Payload;
use crate::published::Published;
use crate::put_in_order::Outlet;
use crate::runtime::{Held, blocking};
use crate::shm::ShmStats;
use ros_z_core::{CdrSerialize, RosMessage, SizeEstimation};
use std::fmt;
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;
use zenoh::pubsub::Publisher;
use zenoh::sample::Locality;
use zenoh::{Session, Wait};

/// Publishes messages of type `T` on a key expression, through shared memory where it is on and available.
/// There is no ROS naming: no node, no type in the key, no attachment.
///
/// If the publisher has shared memory, a [`ShmSubscriber`](crate::ShmSubscriber) to the same key expression, on the same
/// machine and of the same user, gets its messages through a local lane. zenoh gets the messages too, with source info,
/// because the subscriber's session may have other subscribers.
///
/// Threads may share it. It is undeclared when it is dropped; messages published before still arrive. For
/// that, the drop waits up to one second until receivers have the fields that were passed on without a copy:
/// the provider of those fields may be dropped next.
pub struct ShmPublisher<T> {
    sender: MessageSender<T, Endpoint>,
}

/// The zenoh publisher.
struct Endpoint {
    publisher: Held<Publisher<'static>>,
    /// Whether a put waits while a connection is congested.
    blocks: bool,
    /// Whether samples carry their identity, so that a subscriber recognizes those that a lane has too.
    is_identified: bool,
}

impl<T> ShmPublisher<T> {
    /// Starts building a publisher on a key expression of a zenoh session.
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
    pub fn on_session(session: &Session, key: impl Into<String>) -> ShmPublisherBuilder<T>
    where
        T: CdrSerialize + SizeEstimation,
    {
        ShmPublisherBuilder::new(session.clone(), key.into())
    }

    /// Publishes a message, and returns the memory that it uses. Without shared memory the message falls back
    /// to the heap, which is not an error.
    ///
    /// A reliable publisher blocks while a subscriber's connection is congested, at most for the bound of the
    /// session configuration (`ros-z` sets 20 seconds).
    ///
    /// May be called from any callback, also on its own key. zenoh delivers to callbacks of the same process
    /// while a message is being put, and would deliver a second message before the first. A message that is
    /// published in such a callback is numbered at once, and the same thread puts it after zenoh has
    /// delivered the first. Messages arrive in the order of their numbers, and [`Published`] is final, with
    /// one exception: if the session is closed in between, the message is lost, and an error is logged. The
    /// queue of these messages has no bound. A callback that publishes to its own key without end keeps the
    /// outermost `publish` from returning, but does not overflow the stack.
    ///
    /// A message in shared memory is not refused for its size, because only its descriptor is sent to
    /// receivers that share memory with this process. Other receivers, if any, drop it if it is too large for
    /// them; the first such message is logged. A message that is too large and not in shared memory is
    /// refused if a subscriber of another session matches, also one on this machine.
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express,
    /// [`PublishError::TooLargeForNetwork`] for one that receivers over the network would drop (more than 1
    /// GiB by default), [`PublishError::Zenoh`] if the session is closed. Nothing was sent then.
    pub fn publish(&self, message: &T) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        self.sender.publish(message)
    }

    /// Publishes a message from async code without blocking the executor. Works in any async runtime.
    ///
    /// The message is written on the calling thread. A reliable publisher then hands it to a thread of its
    /// own, which waits where a connection is congested; best effort never waits, and is put at once. A full
    /// pool is not waited for, whatever its policy: the message falls back to the heap. Messages arrive in
    /// the order in which the futures are first polled. A message whose future is dropped may or may not have
    /// been published.
    ///
    /// [`publish`](Self::publish) is correct in async code too, and faster, as long as no subscriber is slow.
    ///
    /// # Errors
    /// As [`publish`](Self::publish); [`PublishError::Thread`] if the thread cannot be started.
    pub async fn publish_async(&self, message: &T) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        self.sender
            .publish_async(message, self.sender.outlet().blocks)
            .await
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

    /// Publishes a message of another Rust type with the same ROS type, such as one that borrows its fields.
    /// The compiler checks the type hashes.
    ///
    /// # Examples
    /// ```no_run
    /// use ros_z_core::{RosMessage, SizeEstimation};
    /// use ros_z_shm::ShmPublisher;
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// #[ros(package = "demo_msgs", view)] // generates `ScanView`
    /// struct Scan {
    ///     frame: String,
    ///     ranges: Vec<f32>,
    /// }
    ///
    /// fn publish(publisher: &ShmPublisher<Scan>, ranges: &[f32]) -> Result<(), ros_z_shm::PublishError> {
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
        self.sender.publish_as(message)
    }

    /// Lays out a message in shared memory, from its small fields and the lengths that its
    /// [`CdrSliceMut`](ros_z_core::CdrSliceMut) fields [reserve](ros_z_core::CdrSliceMut::reserve), and loans
    /// that memory.
    ///
    /// `V` must be the same ROS type as `T`; the compiler checks the type hashes. Without shared memory, the
    /// memory is on the heap, and everything else is the same.
    ///
    /// # Examples
    /// ```no_run
    /// use ros_z_core::{CdrSliceMut, RosMessage, SizeEstimation};
    /// use ros_z_shm::ShmPublisher;
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// #[ros(package = "demo_msgs", loan)] // generates `FrameLoan`
    /// struct Frame {
    ///     camera: String,
    ///     pixels: Vec<u8>,
    /// }
    ///
    /// fn grab(publisher: &ShmPublisher<Frame>, driver: impl Fn(&mut [u8]) -> usize) -> Result<(), ros_z_shm::PublishError> {
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
    /// # use ros_z_core::{RosMessage, SizeEstimation};
    /// # use ros_z_shm::ShmPublisher;
    /// # #[derive(RosMessage, SizeEstimation)]
    /// # struct Frame { pixels: Vec<u8> }
    /// # #[derive(RosMessage, SizeEstimation)]
    /// # struct Sound { samples: Vec<i16> }
    /// fn grab(publisher: &ShmPublisher<Frame>) {
    ///     let _ = publisher.loan(Sound { samples: vec![1] });
    /// }
    /// # fn main() { std::hint::black_box(grab as fn(&ShmPublisher<Frame>)); }
    /// ```
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express.
    pub fn loan<V: RosMessage>(&self, message: V) -> Result<Loan<V>, PublishError>
    where
        T: RosMessage,
    {
        self.sender.loan(message)
    }

    /// As [`loan`](Self::loan), for any type, without the check that it is the same ROS type.
    ///
    /// # Errors
    /// As [`loan`](Self::loan).
    pub fn loan_as<V: CdrSerialize>(&self, message: V) -> Result<Loan<V>, PublishError> {
        self.sender.loan_as(message)
    }

    /// Waits until there is at least one subscriber, and returns whether there is one. If there is, also
    /// waits, within `timeout`, until every connected process has answered whether it can map the pool, and
    /// until the local lanes are open.
    #[must_use]
    pub fn wait_for_subscriber(&self, timeout: Duration) -> bool {
        let start = Instant::now();
        let publisher = &self.sender.outlet().publisher;
        let is_matched = wait_until_ready(self.sender.writer(), timeout, |timeout| {
            wait_for_match(
                || publisher.matching_listener().wait(),
                || publisher.matching_status().wait(),
                timeout,
            )
        });
        if is_matched {
            self.sender
                .wait_for_lanes(timeout.saturating_sub(start.elapsed()));
        }
        is_matched
    }

    /// Returns the key expression.
    #[must_use]
    pub fn key(&self) -> &str {
        self.sender.name()
    }

    /// Returns the counts of this publisher's messages, and the state of its pool.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.sender.writer().stats()
    }
}

impl Outlet for Endpoint {
    fn put(&self, payload: ZBytes, number: i64, _: i64) -> zenoh::Result<()> {
        let put = self.publisher.put(payload);
        if self.is_identified {
            put.source_info(source_info(self.publisher.id(), number)).wait()
        } else {
            put.wait()
        }
    }

    fn ask(&self, selector: &str) {
        ask(self.publisher.session(), selector);
    }

    fn reaches_network(&self) -> bool {
        reaches_network(&self.publisher)
    }
}

/// Returns whether a subscriber of another session matches. Declares a publisher to find out, which is slow.
#[must_use]
pub fn reaches_network(publisher: &Publisher<'_>) -> bool {
    blocking(|| {
        // The publisher itself does not distinguish subscribers of this session from others.
        let remote = publisher
            .session()
            .declare_publisher(publisher.key_expr().clone())
            .allowed_destination(Locality::Remote)
            .wait();
        let status = remote.and_then(|remote| remote.matching_status().wait());
        // If the session is closed, a put returns the error.
        status.is_ok_and(|status| status.matching())
    })
}

impl<T> fmt::Debug for ShmPublisher<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShmPublisher")
            .field("key", &self.sender.name())
            .field("writer", &self.sender.writer())
            .finish_non_exhaustive()
    }
}
