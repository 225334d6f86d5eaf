//! The subscriber: takes samples over at once and holds them until somebody asks,
//! or hands them to a callback on a thread of its own.

use crate::context::Builder;
use crate::error::{BuildError, RecvError};
use crate::node::NodeInner;
use crate::queue::{QueueReceiver, queue};
use crate::ros::{EndpointKind, QosProfile};
use crate::sample::{RawSample, Sample};
use crate::transport::{self, Inlet};
use ros_z_core::RosMessage;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use zenoh::Session;
use zenoh::liveliness::LivelinessToken as ZenohToken;

/// Builds a [`ShmSubscriber`] on a topic of a node.
#[derive(Clone, Debug)]
pub struct ZSubBuilder<T> {
    node: Arc<NodeInner>,
    topic: String,
    qos: QosProfile,
    marker: PhantomData<fn() -> T>,
}

impl<T: RosMessage> ZSubBuilder<T> {
    pub(crate) fn new(node: Arc<NodeInner>, topic: String) -> Self {
        Self {
            node,
            topic,
            qos: QosProfile::DEFAULT,
            marker: PhantomData,
        }
    }

    /// Sets the quality of service; reliable, volatile, the last 10 by default.
    #[must_use]
    pub fn with_qos(mut self, qos: QosProfile) -> Self {
        self.qos = qos;
        self
    }

    /// Announces the subscriber; samples wait in a queue as deep as the quality of service says.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a topic name that ROS 2 does not allow, and what zenoh refuses.
    pub fn build(self) -> Result<ShmSubscriber<T>, BuildError> {
        self.declare(Source::queued)
    }

    /// Like [`build`](Self::build), with a thread that calls `callback` for every sample, one after the other.
    ///
    /// A slow callback delays nobody but itself: samples wait in the queue meanwhile.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_with_callback(
        self,
        callback: impl FnMut(Sample<T>) + Send + 'static,
    ) -> Result<CallbackSubscriber<T>, BuildError>
    where
        T: 'static,
    {
        self.build()?.with_callback(callback)
    }

    /// Like [`build`](Self::build), with `callback` called on zenoh's own receive thread: the lowest latency,
    /// for a callback that returns at once. As long as it runs, nothing else arrives in this process from the
    /// same peer, and messages of others that wait there may be lost.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_with_inline_callback(
        self,
        callback: impl Fn(Sample<T>) + Send + Sync + 'static,
    ) -> Result<CallbackSubscriber<T>, BuildError>
    where
        T: 'static,
    {
        let subscriber = self.declare(|session, key, qos| {
            let inlet = transport::declare_inlet(session, key, qos, move |sample| {
                callback(Sample::new(RawSample::new(sample)))
            })?;
            // Nothing is ever put into this queue.
            let (_, receiver) = queue(&QosProfile::DEFAULT);
            Ok(Source { inlet, receiver })
        })?;
        Ok(CallbackSubscriber {
            subscriber: Some(subscriber),
            thread: None,
        })
    }

    fn declare(
        self,
        declare: impl FnOnce(&Session, String, &QosProfile) -> Result<Source, BuildError>,
    ) -> Result<ShmSubscriber<T>, BuildError> {
        let endpoint = self
            .node
            .announce_endpoint::<T>(EndpointKind::Subscription, &self.topic, self.qos)?;
        let source = declare(&self.node.context.session, endpoint.key.to_string(), &self.qos)?;
        Ok(ShmSubscriber {
            source,
            topic: endpoint.topic.to_string(),
            _announced: Some((endpoint.announced, self.node)),
            marker: PhantomData,
        })
    }
}

impl<T: RosMessage> Builder for ZSubBuilder<T> {
    type Output = ShmSubscriber<T>;
    type Error = BuildError;

    fn build(self) -> Result<ShmSubscriber<T>, BuildError> {
        self.build()
    }
}

/// A declared subscriber and the queue that it fills.
struct Source {
    #[expect(dead_code, reason = "undeclared when dropped")]
    inlet: Inlet,
    receiver: QueueReceiver<RawSample>,
}

impl Source {
    fn queued(session: &Session, key: String, qos: &QosProfile) -> Result<Self, BuildError> {
        let (sender, receiver) = queue(qos);
        let inlet = transport::declare_inlet(session, key, qos, move |sample| {
            sender.send(RawSample::new(sample))
        })?;
        Ok(Self { inlet, receiver })
    }
}

/// Receives messages of type `T`, from shared memory or the network alike.
///
/// May be shared between threads, which then share the messages out among them.
pub struct ShmSubscriber<T> {
    source: Source,
    topic: String,
    _announced: Option<(ZenohToken, Arc<NodeInner>)>,
    marker: PhantomData<fn() -> T>,
}

impl<T> ShmSubscriber<T> {
    /// Subscribes to a key expression of a zenoh session, with no ROS naming.
    ///
    /// # Errors
    /// What zenoh refuses.
    pub fn on_session(session: &Session, key: impl Into<String>) -> Result<Self, BuildError> {
        Self::on_session_with_qos(session, key, QosProfile::DEFAULT)
    }

    /// Like [`on_session`](Self::on_session), with a quality of service.
    ///
    /// # Errors
    /// What zenoh refuses.
    pub fn on_session_with_qos(
        session: &Session,
        key: impl Into<String>,
        qos: QosProfile,
    ) -> Result<Self, BuildError> {
        let topic = key.into();
        let source = Source::queued(session, topic.clone(), &qos)?;
        Ok(Self {
            source,
            topic,
            _announced: None,
            marker: PhantomData,
        })
    }

    /// Waits for the next sample.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn recv(&self) -> Result<Sample<T>, RecvError> {
        self.source.receiver.recv().map(Sample::new)
    }

    /// Waits for the next sample without blocking the thread.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub async fn recv_async(&self) -> Result<Sample<T>, RecvError> {
        self.source.receiver.recv_async().await.map(Sample::new)
    }

    /// Waits for the next sample, and gives `None` if none came within `timeout`.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<Sample<T>>, RecvError> {
        Ok(self.source.receiver.recv_timeout(timeout)?.map(Sample::new))
    }

    /// The next sample, if one is here.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn try_recv(&self) -> Result<Option<Sample<T>>, RecvError> {
        Ok(self.source.receiver.try_recv()?.map(Sample::new))
    }

    /// Samples that gave way to newer ones because nobody took them in time.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.source.receiver.dropped()
    }

    /// Fully qualified name of the topic; the key expression for a subscriber on a session.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// Starts a thread that calls `callback` for every sample.
    fn with_callback(
        mut self,
        mut callback: impl FnMut(Sample<T>) + Send + 'static,
    ) -> Result<CallbackSubscriber<T>, BuildError>
    where
        T: 'static,
    {
        let (_, empty) = queue(&QosProfile::DEFAULT);
        let receiver = std::mem::replace(&mut self.source.receiver, empty);
        let thread = thread::Builder::new()
            .name("ros-z-callback".into())
            .spawn(move || {
                while let Ok(sample) = receiver.recv() {
                    callback(Sample::new(sample));
                }
            })
            .map_err(|error| BuildError::Zenoh {
                action: "start the thread of a callback",
                source: error.into(),
            })?;
        Ok(CallbackSubscriber {
            subscriber: Some(self),
            thread: Some(thread),
        })
    }
}

impl<T> fmt::Debug for ShmSubscriber<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShmSubscriber")
            .field("topic", &self.topic)
            .finish_non_exhaustive()
    }
}

/// A subscriber whose samples go to a callback until it is dropped.
///
/// Its drop waits for the samples that have arrived to be called back, unless it is the callback that drops it.
#[derive(Debug)]
#[must_use = "the callback is called only as long as this lives"]
pub struct CallbackSubscriber<T> {
    subscriber: Option<ShmSubscriber<T>>,
    thread: Option<JoinHandle<()>>,
}

impl<T> CallbackSubscriber<T> {
    /// Fully qualified name of the topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        self.subscriber
            .as_ref()
            .map_or("", |subscriber| subscriber.topic())
    }
}

impl<T> Drop for CallbackSubscriber<T> {
    fn drop(&mut self) {
        // Undeclared first: that closes the queue, and the thread ends.
        self.subscriber = None;
        if let Some(thread) = self
            .thread
            .take()
            .filter(|thread| thread.thread().id() != thread::current().id())
        {
            // A panic in the callback was reported when it happened.
            let _ = thread.join();
        }
    }
}
