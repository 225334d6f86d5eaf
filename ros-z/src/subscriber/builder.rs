//! The settings of a subscriber before it is declared, and the declaration of its zenoh endpoints.

use super::{CallbackSubscriber, CallbackThread, Identity, Subscriber, Subscription};
use crate::builder::Builder;
use crate::endpoint::SharedNode;
use crate::error::BuildError;
use crate::fence::{Fence, Fenced};
use crate::intake::{Entrance, Intake, MessagesLost, OnLost};
use crate::message_type::MessageType;
use crate::sample::{Admitted, Sample};
use crate::transport::{self, Inlet};
use ros_z_protocol::{Backends, DataKey, EndpointKind, QosProfile};
use ros_z_shm::queue::queue;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use zenoh::Session;

/// Builds a [`Subscriber`] on a topic of a node.
pub struct SubscriberBuilder<T> {
    node: Arc<SharedNode>,
    topic: String,
    message_type: MessageType,
    qos: QosProfile,
    on_lost: Option<OnLost>,
    marker: PhantomData<fn() -> T>,
}

impl<T> SubscriberBuilder<T> {
    pub(crate) fn new(node: Arc<SharedNode>, topic: String, message_type: MessageType) -> Self {
        Self {
            node,
            topic,
            message_type,
            qos: QosProfile::DEFAULT,
            on_lost: None,
            marker: PhantomData,
        }
    }

    /// Sets the quality of service; reliable, volatile, the last 10 by default.
    #[must_use]
    pub fn with_qos(mut self, qos: QosProfile) -> Self {
        self.qos = qos;
        self
    }

    /// Sets a callback for missing messages. It is called when a later message of the publisher arrives,
    /// before that message is delivered. It runs on zenoh's receive thread and must return at once. A panic
    /// in it is logged and counted, and the message is delivered.
    #[must_use]
    pub fn with_lost_callback(mut self, callback: impl Fn(MessagesLost) + Send + Sync + 'static) -> Self {
        self.on_lost = Some(Box::new(callback));
        self
    }

    /// Declares the subscriber to zenoh and announces it. Samples wait in a queue; the quality of service
    /// sets its depth.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a topic name that ROS 2 does not allow, [`BuildError::Transport`] if zenoh
    /// refuses.
    pub fn build(self) -> Result<Subscriber<T>, BuildError> {
        let (sender, receiver) = queue(transport::queue_limit(&self.qos));
        Ok(Subscriber {
            subscription: self.declare(|_| move |sample| sender.send(sample))?,
            receiver,
            marker: PhantomData,
        })
    }

    /// Sets a callback. A separate thread calls it for every sample, one after the other.
    ///
    /// A slow callback delays only itself: samples wait in the queue. With keep last, a full queue drops the
    /// oldest sample and counts it.
    pub fn callback(self, callback: impl FnMut(Sample<T>) + Send + 'static) -> CallbackSubscriberBuilder<T> {
        CallbackSubscriberBuilder {
            builder: self,
            callback: Callback::OwnThread(Box::new(callback)),
        }
    }

    /// Sets a callback that zenoh's receive thread calls, without a queue: the lowest latency, for a callback
    /// that returns at once. While it runs, nothing else from the same peer arrives in this process, and
    /// waiting messages of other peers may be lost. For messages of publishers in this session, the
    /// publishing thread calls it, so several threads may call it concurrently.
    ///
    /// The callback may publish, also on its own topic: see [`publish`](crate::Publisher::publish). With
    /// history (transient local), zenoh holds a lock during the callback, and another thread puts the
    /// message.
    ///
    /// A panic in the callback ends that call only: see [`CallbackSubscriber`].
    pub fn inline_callback(
        self,
        callback: impl Fn(Sample<T>) + Send + Sync + 'static,
    ) -> CallbackSubscriberBuilder<T> {
        CallbackSubscriberBuilder {
            builder: self,
            callback: Callback::Inline(Box::new(callback)),
        }
    }

    /// Short form of [`callback`](Self::callback) and [`build`](CallbackSubscriberBuilder::build).
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
        self.callback(callback).build()
    }

    /// Short form of [`inline_callback`](Self::inline_callback) and
    /// [`build`](CallbackSubscriberBuilder::build).
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
        self.inline_callback(callback).build()
    }

    /// Declares the subscriber, then announces it. `deliver` gets the admitted samples.
    fn declare<D: Fn(Admitted) + Send + Sync + 'static>(
        self,
        deliver: impl FnOnce(Arc<Fence>) -> D,
    ) -> Result<Subscription, BuildError> {
        let Self {
            node,
            topic,
            message_type,
            qos,
            on_lost,
            ..
        } = self;
        let has_buffers = !qos.is_transient_local() && message_type.has_uint8_sequence;
        let backends = has_buffers.then(Backends::cpu);
        let endpoint =
            node.topic_endpoint(EndpointKind::Subscription, &topic, &message_type, qos, backends)?;
        let topic = endpoint.name.to_string();
        let intake = Arc::new(Intake::new(topic.clone(), on_lost));
        let keys = keys(&endpoint.key, has_buffers);
        let deliver = deliver(intake.fence().clone());
        let inlets = declare_inlets(&node.context.session, keys, &qos, &intake, deliver)?;
        let identity = Identity {
            key: endpoint.key.to_string(),
            announced: endpoint.announce(node)?,
        };
        Ok(Subscription {
            identity,
            inlets,
            intake,
            topic,
        })
    }
}

/// Builds a [`CallbackSubscriber`] on a topic of a node.
#[must_use = "the callback is called only after `build`"]
pub struct CallbackSubscriberBuilder<T> {
    builder: SubscriberBuilder<T>,
    callback: Callback<T>,
}

/// A callback, by the kind of thread that calls it.
enum Callback<T> {
    OwnThread(Box<dyn FnMut(Sample<T>) + Send>),
    Inline(Box<dyn Fn(Sample<T>) + Send + Sync>),
}

impl<T: 'static> CallbackSubscriberBuilder<T> {
    /// As [`SubscriberBuilder::with_qos`].
    pub fn with_qos(mut self, qos: QosProfile) -> Self {
        self.builder = self.builder.with_qos(qos);
        self
    }

    /// As [`SubscriberBuilder::with_lost_callback`].
    pub fn with_lost_callback(mut self, callback: impl Fn(MessagesLost) + Send + Sync + 'static) -> Self {
        self.builder = self.builder.with_lost_callback(callback);
        self
    }

    /// Announces the subscriber, and starts to call the callback.
    ///
    /// # Errors
    /// As [`SubscriberBuilder::build`], and [`BuildError::Thread`] if the thread cannot be started.
    pub fn build(self) -> Result<CallbackSubscriber<T>, BuildError> {
        let Self { builder, callback } = self;
        match callback {
            Callback::OwnThread(callback) => {
                let (sender, receiver) = queue(transport::queue_limit(&builder.qos));
                let subscription = builder.declare(|_| move |sample| sender.send(sample))?;
                let fence = subscription.intake.fence().clone();
                let thread = CallbackThread::spawn(receiver, callback, fence)?;
                Ok(CallbackSubscriber::new(subscription, Some(thread)))
            }
            Callback::Inline(callback) => {
                let subscription = builder.declare(|fence| {
                    let callback = Fenced::new(callback, fence);
                    move |sample| callback.call(Sample::from(sample))
                })?;
                Ok(CallbackSubscriber::new(subscription, None))
            }
        }
    }
}

impl<T: 'static> Builder for CallbackSubscriberBuilder<T> {
    type Output = CallbackSubscriber<T>;
    type Error = BuildError;

    fn build(self) -> Result<CallbackSubscriber<T>, BuildError> {
        self.build()
    }
}

impl<T> fmt::Debug for CallbackSubscriberBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackSubscriberBuilder")
            .field("builder", &self.builder)
            .field("is_inline", &matches!(self.callback, Callback::Inline(_)))
            .finish()
    }
}

impl<T> Builder for SubscriberBuilder<T> {
    type Output = Subscriber<T>;
    type Error = BuildError;

    fn build(self) -> Result<Subscriber<T>, BuildError> {
        self.build()
    }
}

impl<T> fmt::Debug for SubscriberBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SubscriberBuilder")
            .field("topic", &self.topic)
            .field("qos", &self.qos)
            .finish_non_exhaustive()
    }
}

/// Returns the keys to subscribe to.
fn keys(key: &DataKey, has_buffers: bool) -> Vec<(String, Entrance)> {
    if has_buffers {
        vec![
            (key.to_string(), Entrance::Topic),
            (key.to_buf_cpu(), Entrance::Buffers),
        ]
    } else {
        vec![(key.to_string(), Entrance::Only)]
    }
}

/// Declares a subscriber for each of the keys.
fn declare_inlets(
    session: &Session,
    keys: Vec<(String, Entrance)>,
    qos: &QosProfile,
    intake: &Arc<Intake>,
    deliver: impl Fn(Admitted) + Send + Sync + 'static,
) -> Result<Vec<Inlet>, BuildError> {
    let deliver = Arc::new(deliver);
    let declare = |(key, entrance)| {
        let (intake, deliver) = (intake.clone(), deliver.clone());
        transport::declare_inlet(session, key, qos, move |sample| {
            if let Some(sample) = intake.admit(&sample, entrance) {
                deliver(sample);
            }
        })
    };
    keys.into_iter().map(declare).collect()
}
