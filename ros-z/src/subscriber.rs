//! The subscriber: queues samples until the program takes them, or passes them to a callback on a separate
//! thread. Its settings are in `subscriber/builder.rs`; `intake.rs` decides which samples it admits.

mod builder;
mod inline_thread;

pub use crate::intake::{MessagesLost, SubscriberStats};
pub use builder::{CallbackSubscriberBuilder, SubscriberBuilder};

use self::inline_thread::InlineThread;
use crate::endpoint::Announced;
use crate::error::BuildError;
use crate::fence::{CallbackPanicked, Fence, Fenced};
use crate::intake::Intake;
use crate::sample::{Admitted, Sample};
use crate::transport::Inlet;
use ros_z_protocol::{EndpointKind, Gid};
use ros_z_shm::RecvError;
use ros_z_shm::lane::LaneSubscription;
use ros_z_shm::queue::QueueReceiver;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A declared and announced subscription, without the queue or the callback that its samples go to.
struct Subscription {
    /// Invisible first, then undeclared.
    identity: Identity,
    #[expect(dead_code, reason = "no longer announced to publishers when dropped")]
    lane: LaneSubscription,
    #[expect(dead_code, reason = "undeclared when dropped")]
    inlets: Vec<Inlet>,
    intake: Arc<Intake>,
    topic: String,
}

/// The identity of a subscriber in a ROS 2 graph.
struct Identity {
    key: String,
    announced: Announced,
}

impl Subscription {
    fn publisher_count(&self) -> usize {
        self.identity.announced.graph().map_or(0, |graph| {
            graph.count(EndpointKind::Publisher, &self.identity.key)
        })
    }

    fn incompatible_count(&self) -> u64 {
        self.identity.announced.incompatible()
    }

    fn wait_for_publishers(&self, count: usize, timeout: Duration) -> bool {
        self.identity.announced.graph().is_some_and(|graph| {
            graph.wait_until(timeout, |graph| {
                graph.count(EndpointKind::Publisher, &self.identity.key) >= count
            })
        })
    }
}

/// Receives messages of type `T`, from shared memory or the network.
///
/// Threads may share it; each message then goes to one of them.
pub struct Subscriber<T> {
    subscription: Subscription,
    receiver: QueueReceiver<Admitted>,
    marker: PhantomData<fn() -> T>,
}

impl<T> Subscriber<T> {
    /// Waits for the next sample.
    ///
    /// A panic in the callback for lost messages does not end the subscriber: see [`outcome`](Self::outcome).
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

    /// Returns the number of samples that were dropped for newer ones because the queue was full.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.receiver.dropped()
    }

    /// Returns the counts of samples so far.
    #[must_use]
    pub fn stats(&self) -> SubscriberStats {
        let mut stats = self.subscription.intake.stats();
        stats.admitted += self.receiver.in_lanes();
        stats.dropped = self.dropped();
        stats
    }

    /// Returns whether all calls of the callback for lost messages have returned so far.
    ///
    /// # Errors
    /// [`CallbackPanicked`], with the number of calls that panicked and the message of the last one.
    pub fn outcome(&self) -> Result<(), CallbackPanicked> {
        self.subscription.intake.fence().outcome()
    }

    /// Returns the number of missing messages of each publisher that has any.
    #[must_use]
    pub fn lost_by_publisher(&self) -> Vec<(Gid, u64)> {
        self.subscription.intake.lost_by_publisher()
    }

    /// Returns the number of ROS publishers of this topic and type.
    #[must_use]
    pub fn publisher_count(&self) -> usize {
        self.subscription.publisher_count()
    }

    /// Returns the number of incompatible publishers so far: see
    /// [`with_incompatible_callback`](SubscriberBuilder::with_incompatible_callback).
    #[must_use]
    pub fn incompatible_count(&self) -> u64 {
        self.subscription.incompatible_count()
    }

    /// Waits until at least `count` ROS publishers of this topic and type have joined, and returns whether
    /// they have.
    #[must_use]
    pub fn wait_for_publishers(&self, count: usize, timeout: Duration) -> bool {
        self.subscription.wait_for_publishers(count, timeout)
    }

    /// Returns the fully qualified name of the topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.subscription.topic
    }
}

impl<T> fmt::Debug for Subscriber<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscriber")
            .field("topic", &self.subscription.topic)
            .finish_non_exhaustive()
    }
}

/// A subscriber that passes samples to a callback until it is dropped.
///
/// The drop waits until the callback has returned for all samples that have arrived, unless the callback
/// itself drops the subscriber.
///
/// A panic in the callback ends that call only: it is logged with the topic and its message, counted in
/// [`SubscriberStats::panics`], and the callback is called for the next sample. [`outcome`](Self::outcome)
/// returns it, and the drop logs how many calls panicked. The callback need not be `UnwindSafe`: its next
/// call sees its own state as the panic left it. With `panic = "abort"` the process ends instead.
#[must_use = "the callback is called until this is dropped"]
pub struct CallbackSubscriber<T> {
    /// `None` once ended.
    subscription: Option<Subscription>,
    intake: Arc<Intake>,
    topic: String,
    queue: Arc<QueueReceiver<Admitted>>,
    thread: CallbackThread,
    marker: PhantomData<fn() -> T>,
}

/// The thread that calls a callback for the samples in its queue.
enum CallbackThread {
    Own(JoinHandle<()>),
    Inline(Arc<InlineThread>),
    Ended,
}

impl CallbackThread {
    fn spawn<T: 'static>(
        receiver: Arc<QueueReceiver<Admitted>>,
        callback: impl FnMut(Sample<T>) + Send + 'static,
        fence: Arc<Fence>,
    ) -> Result<Self, BuildError> {
        let mut callback = Fenced::new(callback, fence);
        let handle = thread::Builder::new()
            .name("ros-z-callback".into())
            .spawn(move || {
                while let Ok(sample) = receiver.recv() {
                    callback.with(|callback| callback(Sample::from(sample)));
                }
            })
            .map_err(|source| BuildError::Thread { source })?;
        Ok(Self::Own(handle))
    }

    /// Waits for the thread, unless the caller is that thread.
    fn join(self) {
        match self {
            Self::Own(handle) if handle.thread().id() != thread::current().id() => {
                // The thread does not panic: the callback is fenced.
                let _ = handle.join();
            }
            Self::Inline(thread) => thread.join(),
            Self::Own(_) | Self::Ended => {}
        }
    }
}

impl<T> CallbackSubscriber<T> {
    fn new(subscription: Subscription, queue: Arc<QueueReceiver<Admitted>>, thread: CallbackThread) -> Self {
        Self {
            intake: subscription.intake.clone(),
            topic: subscription.topic.clone(),
            subscription: Some(subscription),
            queue,
            thread,
            marker: PhantomData,
        }
    }

    /// Returns whether all calls of the callback have returned so far.
    ///
    /// # Errors
    /// [`CallbackPanicked`], with the number of calls that panicked and the message of the last one.
    pub fn outcome(&self) -> Result<(), CallbackPanicked> {
        self.intake.fence().outcome()
    }

    /// Ends the subscriber as its drop does, and returns whether all calls of the callback returned.
    ///
    /// # Errors
    /// As [`outcome`](Self::outcome).
    pub fn close(mut self) -> Result<(), CallbackPanicked> {
        self.end();
        self.outcome()
    }

    /// Returns the fully qualified name of the topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// Returns the number of samples that were dropped for newer ones because the callback was too slow.
    /// Always 0 for an inline callback.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.queue.dropped()
    }

    /// Returns the counts of samples so far, with those that the queue dropped.
    #[must_use]
    pub fn stats(&self) -> SubscriberStats {
        let mut stats = self.intake.stats();
        stats.admitted += self.queue.in_lanes();
        stats.dropped = self.dropped();
        stats
    }

    /// As [`Subscriber::publisher_count`].
    #[must_use]
    pub fn publisher_count(&self) -> usize {
        self.subscription
            .as_ref()
            .map_or(0, Subscription::publisher_count)
    }

    /// As [`Subscriber::incompatible_count`].
    #[must_use]
    pub fn incompatible_count(&self) -> u64 {
        self.subscription
            .as_ref()
            .map_or(0, Subscription::incompatible_count)
    }

    /// As [`Subscriber::wait_for_publishers`].
    #[must_use]
    pub fn wait_for_publishers(&self, count: usize, timeout: Duration) -> bool {
        self.subscription
            .as_ref()
            .is_some_and(|subscription| subscription.wait_for_publishers(count, timeout))
    }

    fn end(&mut self) {
        // Undeclared first: that closes the queue, and the thread ends.
        self.subscription = None;
        std::mem::replace(&mut self.thread, CallbackThread::Ended).join();
    }
}

impl<T> Drop for CallbackSubscriber<T> {
    fn drop(&mut self) {
        if self.subscription.is_some() {
            self.end();
            self.intake.fence().report_end();
        }
    }
}

impl<T> fmt::Debug for CallbackSubscriber<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackSubscriber")
            .field("topic", &self.topic)
            .finish_non_exhaustive()
    }
}
