//! The subscriber to a key expression of a zenoh session: puts samples into a bounded queue until the program
//! takes them.

use crate::audience::Audience;
use crate::error::{BuildError, RecvError};
use crate::lane::{LaneEvent, LaneIntake, LaneSample, LaneSubscription, identify, lane_key};
use crate::queue::{QueueLimit, QueueReceiver, queue};
use crate::runtime::{Held, blocking};
use crate::sample::{RawSample, Sample};
use crate::undecodable::Undecodable;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use zenoh::bytes::ZBytes;
use zenoh::pubsub::Subscriber;
use zenoh::sample::SampleKind;
use zenoh::{Session, Wait};

/// The default depth of the queue. One more sample drops the oldest.
const DEFAULT_DEPTH: usize = 10;

/// Receives messages of type `T` on a key expression, from shared memory or the network. There is no ROS
/// naming.
///
/// It announces itself to publishers of this library with a liveliness token under `@/<zenoh id>/ros_z_shm/lane/`, so
/// that those on this machine open a local lane.
///
/// Threads may share it; each message then goes to one of them.
pub struct ShmSubscriber<T> {
    /// No longer announced to publishers first, then undeclared.
    _lane: LaneSubscription,
    _subscriber: Held<Subscriber<()>>,
    /// Answers the questions of publishers.
    _audience: Audience,
    receiver: QueueReceiver<RawSample>,
    intake: Arc<Intake>,
    key: String,
    marker: PhantomData<fn() -> T>,
}

/// Builds a [`ShmSubscriber`].
#[derive(Clone, Debug)]
#[must_use]
pub struct ShmSubscriberBuilder<T> {
    session: Session,
    key: String,
    limit: QueueLimit,
    has_lane: bool,
    marker: PhantomData<fn() -> T>,
}

/// The counts of a [`ShmSubscriber`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShmSubscriberStats {
    /// Samples that were put into the queue.
    pub admitted: u64,
    /// Samples that could not be deserialized, once for each attempt.
    pub undecodable: u64,
    /// Samples that were dropped for newer ones because the queue was full.
    pub dropped: u64,
}

/// Counts the samples of a subscriber, however they arrive.
struct Intake {
    admitted: AtomicU64,
    undecodable: Arc<Undecodable>,
}

impl Intake {
    fn count(&self, samples: u64) {
        self.admitted.fetch_add(samples, Ordering::Relaxed);
    }

    fn take(&self, payload: &ZBytes) -> RawSample {
        RawSample::new(payload, self.undecodable.clone())
    }
}

impl LaneIntake<RawSample> for Intake {
    fn admit(&self, sample: LaneSample) -> (Option<RawSample>, Option<LaneEvent>) {
        self.count(1 + sample.dropped);
        (Some(RawSample::of_lane(sample, self.undecodable.clone())), None)
    }

    fn follow(&self, sample: RawSample) -> (Option<RawSample>, Option<LaneEvent>) {
        self.count(1);
        (Some(sample), None)
    }
}

impl<T> ShmSubscriberBuilder<T> {
    /// Sets the depth of the queue, and what happens when it is full; by default, it holds 10 samples and
    /// drops the oldest.
    pub fn with_queue(mut self, limit: QueueLimit) -> Self {
        self.limit = limit;
        self
    }

    /// Switches local lanes off: all messages arrive through zenoh.
    pub const fn without_lane(mut self) -> Self {
        self.has_lane = false;
        self
    }

    /// Declares the subscriber to zenoh.
    ///
    /// # Errors
    /// [`BuildError::Zenoh`] if zenoh refuses.
    pub fn build(self) -> Result<ShmSubscriber<T>, BuildError> {
        let audience = Audience::of_session(&self.session)?;
        let (sender, receiver) = queue(self.limit);
        let intake = Arc::new(Intake {
            admitted: AtomicU64::new(0),
            undecodable: Arc::new(Undecodable::new(self.key.as_str())),
        });
        let target = (self.has_lane).then(|| sender.lane_target(intake.clone()));
        // Announced first: a publisher that finds the subscriber in zenoh knows it.
        let lane = audience.announce_subscriber(&lane_key(&self.key), target)?;
        let entrance = intake.clone();
        let builder = self
            .session
            .declare_subscriber(self.key.clone())
            .callback(move |sample| {
                if sample.kind() != SampleKind::Put {
                    return;
                }
                let make = |is_later: bool| {
                    if !is_later {
                        entrance.count(1);
                    }
                    Some(entrance.take(sample.payload()))
                };
                match sample.source_info() {
                    Some(source) => {
                        let (publisher, number) = identify(source);
                        sender.send_in_order(&publisher, number, make);
                    }
                    None => make(false).into_iter().for_each(|sample| sender.send(sample)),
                }
            });
        let subscriber = blocking(|| builder.wait()).map_err(BuildError::zenoh("declare a subscriber"))?;
        Ok(ShmSubscriber {
            _lane: lane,
            _subscriber: Held::new(subscriber),
            _audience: audience,
            receiver,
            intake,
            key: self.key,
            marker: PhantomData,
        })
    }
}

impl<T> ShmSubscriber<T> {
    /// Starts building a subscriber to a key expression of a zenoh session.
    ///
    /// # Examples
    /// ```no_run
    /// use ros_z_core::{RosMessage, SizeEstimation};
    /// use ros_z_shm::ShmSubscriber;
    /// use zenoh::Wait;
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// struct Wheel {
    ///     speed: f64,
    /// }
    ///
    /// let session = zenoh::open(zenoh::Config::default()).wait()?;
    /// let subscriber = ShmSubscriber::<Wheel>::on_session(&session, "wheel/left").build()?;
    /// println!("{} m/s", subscriber.recv()?.decode()?.speed);
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    pub fn on_session(session: &Session, key: impl Into<String>) -> ShmSubscriberBuilder<T> {
        ShmSubscriberBuilder {
            session: session.clone(),
            key: key.into(),
            limit: QueueLimit::DropOldest(DEFAULT_DEPTH),
            has_lane: true,
            marker: PhantomData,
        }
    }

    /// Waits for the next sample.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn recv(&self) -> Result<Sample<T>, RecvError> {
        self.receiver.recv().map(Sample::from)
    }

    /// Waits for the next sample without blocking the thread.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub async fn recv_async(&self) -> Result<Sample<T>, RecvError> {
        self.receiver.recv_async().await.map(Sample::from)
    }

    /// Waits for the next sample, and returns `None` if none arrived within `timeout`.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<Sample<T>>, RecvError> {
        Ok(self.receiver.recv_timeout(timeout)?.map(Sample::from))
    }

    /// Returns the next sample if one has arrived.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn try_recv(&self) -> Result<Option<Sample<T>>, RecvError> {
        Ok(self.receiver.try_recv()?.map(Sample::from))
    }

    /// Returns the key expression.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the counts so far.
    #[must_use]
    pub fn stats(&self) -> ShmSubscriberStats {
        ShmSubscriberStats {
            admitted: self.intake.admitted.load(Ordering::Relaxed) + self.receiver.in_lanes(),
            undecodable: self.intake.undecodable.count(),
            dropped: self.receiver.dropped(),
        }
    }
}

impl<T> fmt::Debug for ShmSubscriber<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShmSubscriber")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
