//! The subscriber: takes samples over at once and holds them until somebody asks,
//! or hands them to a callback on a thread of its own. How it is told what to be is in
//! `subscriber/builder.rs`, what it lets in is decided at its intake.

mod builder;

pub use builder::SubscriberBuilder;

pub use crate::intake::{MessagesLost, SubscriberStats};

use crate::error::BuildError;
use crate::fence::{CallbackPanicked, Fenced};
use crate::intake::Intake;
use crate::node::Announced;
use crate::sample::{Admitted, Sample};
use crate::transport::Inlet;
use ros_z_protocol::{EndpointKind, Gid};
use ros_z_shm::RecvError;
use ros_z_shm::queue::{QueueLimit, QueueReceiver, queue};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Declared subscribers, and the queue that they fill together.
struct Source {
    #[expect(dead_code, reason = "undeclared when dropped")]
    inlets: Vec<Inlet>,
    receiver: QueueReceiver<Admitted>,
    intake: Arc<Intake>,
}

/// What makes a subscriber one of a ROS 2 graph.
struct Identity {
    key: String,
    announced: Announced,
}

/// Receives messages of type `T`, from shared memory or the network alike.
///
/// May be shared between threads, which then share the messages out among them.
pub struct Subscriber<T> {
    /// Invisible first, then undeclared.
    identity: Identity,
    source: Source,
    topic: String,
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
        self.source.receiver.recv().map(Sample::from)
    }

    /// Waits for the next sample without blocking the thread.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub async fn recv_async(&self) -> Result<Sample<T>, RecvError> {
        self.source.receiver.recv_async().await.map(Sample::from)
    }

    /// Waits for the next sample, and gives `None` if none came within `timeout`.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<Sample<T>>, RecvError> {
        Ok(self.source.receiver.recv_timeout(timeout)?.map(Sample::from))
    }

    /// The next sample, if one is here.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn try_recv(&self) -> Result<Option<Sample<T>>, RecvError> {
        Ok(self.source.receiver.try_recv()?.map(Sample::from))
    }

    /// Samples that gave way to newer ones because nobody took them in time.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.source.receiver.dropped()
    }

    /// What has arrived so far, and what became of it.
    #[must_use]
    pub fn stats(&self) -> SubscriberStats {
        let mut stats = self.source.intake.stats();
        stats.dropped = self.dropped();
        stats
    }

    /// Returns whether all calls of the callback for lost messages have returned so far.
    ///
    /// # Errors
    /// [`CallbackPanicked`], with the number of calls that panicked and the message of the last one.
    pub fn outcome(&self) -> Result<(), CallbackPanicked> {
        self.source.intake.fence().outcome()
    }

    /// Messages that are missing, by their publishers; of those that none are missing of, nothing.
    #[must_use]
    pub fn lost_by_publisher(&self) -> Vec<(Gid, u64)> {
        self.source.intake.lost_by_publisher()
    }

    /// Returns the number of ROS publishers of this topic and type.
    #[must_use]
    pub fn publisher_count(&self) -> usize {
        self.identity.announced.graph().map_or(0, |graph| {
            graph.count(EndpointKind::Publisher, &self.identity.key)
        })
    }

    /// Waits until at least `count` ROS publishers of this topic and type have joined, and returns whether they have.
    #[must_use]
    pub fn wait_for_publishers(&self, count: usize, timeout: Duration) -> bool {
        self.identity.announced.graph().is_some_and(|graph| {
            graph.wait_until(timeout, |graph| {
                graph.count(EndpointKind::Publisher, &self.identity.key) >= count
            })
        })
    }

    /// Fully qualified name of the topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// Starts a thread that calls `callback` for every sample.
    fn with_callback(
        mut self,
        callback: impl FnMut(Sample<T>) + Send + 'static,
    ) -> Result<CallbackSubscriber<T>, BuildError>
    where
        T: 'static,
    {
        let (_, empty) = queue(QueueLimit::DropOldest(1));
        let receiver = std::mem::replace(&mut self.source.receiver, empty);
        let mut callback = Fenced::new(callback, self.source.intake.fence().clone());
        let thread = thread::Builder::new()
            .name("ros-z-callback".into())
            .spawn(move || {
                while let Ok(sample) = receiver.recv() {
                    callback.with(|callback| callback(Sample::from(sample)));
                }
            })
            .map_err(|error| BuildError::Zenoh {
                action: "start the thread of a callback",
                source: error.into(),
            })?;
        Ok(CallbackSubscriber {
            intake: self.source.intake.clone(),
            subscriber: Some(self),
            thread: Some(thread),
        })
    }
}

impl<T> fmt::Debug for Subscriber<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscriber")
            .field("topic", &self.topic)
            .finish_non_exhaustive()
    }
}

/// A subscriber whose samples go to a callback until it is dropped.
///
/// Its drop waits for the samples that have arrived to be called back, unless it is the callback that drops it.
///
/// A panic in the callback ends that call only: it is logged with the topic and its message, counted in
/// [`SubscriberStats::panics`], and the callback is called for the next sample. [`outcome`](Self::outcome) returns it,
/// and the drop logs how many calls panicked. The callback need not be `UnwindSafe`: it finds its own
/// state as the panic left it. None of this applies where panics abort the process (`panic = "abort"`).
#[derive(Debug)]
#[must_use = "the callback is called only as long as this lives"]
pub struct CallbackSubscriber<T> {
    subscriber: Option<Subscriber<T>>,
    intake: Arc<Intake>,
    thread: Option<JoinHandle<()>>,
}

impl<T> CallbackSubscriber<T> {
    /// Returns whether all calls of the callback have returned so far.
    ///
    /// # Errors
    /// [`CallbackPanicked`], with the number of calls that panicked and the message of the last one.
    pub fn outcome(&self) -> Result<(), CallbackPanicked> {
        self.intake.fence().outcome()
    }

    /// Ends the subscriber as its drop does, and returns whether all calls of the callback have returned.
    ///
    /// # Errors
    /// As [`outcome`](Self::outcome).
    pub fn close(mut self) -> Result<(), CallbackPanicked> {
        self.end();
        self.outcome()
    }

    /// Fully qualified name of the topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        self.subscriber
            .as_ref()
            .map_or("", |subscriber| subscriber.topic())
    }

    /// What has arrived so far, and what became of it. Samples that the queue dropped are not counted here.
    #[must_use]
    pub fn stats(&self) -> SubscriberStats {
        self.subscriber
            .as_ref()
            .map_or_else(Default::default, Subscriber::stats)
    }

    /// As [`Subscriber::wait_for_publishers`].
    #[must_use]
    pub fn wait_for_publishers(&self, count: usize, timeout: Duration) -> bool {
        self.subscriber
            .as_ref()
            .is_some_and(|subscriber| subscriber.wait_for_publishers(count, timeout))
    }
}

impl<T> CallbackSubscriber<T> {
    fn end(&mut self) {
        // Undeclared first: that closes the queue, and the thread ends.
        self.subscriber = None;
        if let Some(thread) = self
            .thread
            .take()
            .filter(|thread| thread.thread().id() != thread::current().id())
        {
            // The thread does not panic: the callback is fenced.
            let _ = thread.join();
        }
    }
}

impl<T> Drop for CallbackSubscriber<T> {
    fn drop(&mut self) {
        if self.subscriber.is_some() {
            self.end();
            self.intake.fence().report_end();
        }
    }
}
