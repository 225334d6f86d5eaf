//! The settings of a subscriber before it is declared, and the declaration of its zenoh endpoints.

use super::inline_thread::{InlineCallback, InlineThread};
use super::{CallbackSubscriber, CallbackThread, Identity, Subscriber, Subscription};
use crate::builder::Builder;
use crate::endpoint::SharedNode;
use crate::error::BuildError;
use crate::fence::{Fence, Fenced};
use crate::graph::{IncompatibleEndpoint, OnIncompatible};
use crate::intake::{Entrance, Intake, LaneEntrance, MessagesLost, OnLost, Start};
use crate::message_type::MessageType;
use crate::sample::{Admitted, Sample};
use crate::transport::{self, Inlet};
use ros_z_protocol::{Backends, DataKey, EndpointKind, QosProfile};
use ros_z_shm::queue::{QueueReceiver, QueueSender, queue};
use std::fmt;
use std::io;
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
    on_incompatible: Option<OnIncompatible>,
    has_lane: bool,
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
            on_incompatible: None,
            has_lane: true,
            marker: PhantomData,
        }
    }

    /// Sets the quality of service; reliable, volatile, the last 10 by default.
    #[must_use]
    pub fn with_qos(mut self, qos: QosProfile) -> Self {
        self.qos = qos;
        self
    }

    /// Switches local lanes off: all messages arrive through zenoh.
    #[must_use]
    pub fn without_lane(mut self) -> Self {
        self.has_lane = false;
        self
    }

    /// Sets a callback for missing messages. It is called when a later message of the publisher arrives,
    /// before that message is delivered. It runs on zenoh's receive thread, or on the thread that takes the message
    /// from a local lane, and must return at once. A panic
    /// in it is logged and counted, and the message is delivered.
    #[must_use]
    pub fn with_lost_callback(mut self, callback: impl Fn(MessagesLost) + Send + Sync + 'static) -> Self {
        self.on_lost = Some(Box::new(callback));
        self
    }

    /// Sets a callback for incompatible endpoints: publishers of another type, or that offer less than the
    /// quality of service of this subscriber. It is called once for each, on a thread of the library that exists only
    /// meanwhile, possibly once more while the subscriber is dropped. A panic in it is logged. The library logs a
    /// warning in any case.
    #[must_use]
    pub fn with_incompatible_callback(
        mut self,
        callback: impl Fn(IncompatibleEndpoint) + Send + Sync + 'static,
    ) -> Self {
        self.on_incompatible = Some(OnIncompatible(Arc::new(callback)));
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
            subscription: self.declare(|_| Delivery::Queue(sender))?,
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
    /// publishing thread calls it. For messages of a local lane, the publisher wakes a thread of the subscriber, which
    /// calls it. So several threads may call it concurrently, for different publishers.
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

    /// Declares the subscriber, then announces it. `delivery` gets the admitted samples.
    fn declare(self, delivery: impl FnOnce(Arc<Fence>) -> Delivery) -> Result<Subscription, BuildError> {
        let Self {
            node,
            topic,
            message_type,
            qos,
            on_lost,
            on_incompatible,
            has_lane,
            ..
        } = self;
        let has_buffers = !qos.is_transient_local() && message_type.has_uint8_sequence;
        let backends = has_buffers.then(Backends::cpu);
        let endpoint =
            node.topic_endpoint(EndpointKind::Subscription, &topic, &message_type, qos, backends)?;
        let topic = endpoint.name.to_string();
        let intake = Arc::new(Intake::new(topic.clone(), on_lost));
        let keys = keys(&endpoint.key, has_buffers);
        let delivery = delivery(intake.fence().clone());
        let target = (has_lane && node.has_lane && !qos.is_transient_local()).then(|| {
            let (sender, start) = match &delivery {
                Delivery::Queue(sender) => (sender, None),
                Delivery::Inline(inline) => (&inline.lanes, Some(inline.start())),
            };
            let intake = intake.clone();
            sender.lane_target(Arc::new(LaneEntrance { intake, start }))
        });
        // Announced first: a publisher that finds the subscriber in zenoh knows it.
        let wire_key = endpoint.key.to_string();
        let lane = node.context.audience.announce_subscriber(&wire_key, target)?;
        let inlets = declare_inlets(&node.context.session, keys, &qos, &intake, delivery)?;
        let identity = Identity {
            key: endpoint.key.to_string(),
            announced: endpoint.announce_with(node, on_incompatible)?,
        };
        Ok(Subscription {
            identity,
            lane,
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

/// The destination of admitted samples.
enum Delivery {
    Queue(QueueSender<Admitted>),
    Inline(Inline),
}

/// An inline callback. zenoh's threads call it for what they deliver; a thread of the subscriber calls it for
/// what is in the lanes.
struct Inline {
    callback: Arc<InlineCallback>,
    lanes: QueueSender<Admitted>,
    thread: Arc<InlineThread>,
}

impl Inline {
    /// `queue` is the end of `lanes`.
    fn new(
        callback: Arc<InlineCallback>,
        lanes: QueueSender<Admitted>,
        queue: &Arc<QueueReceiver<Admitted>>,
    ) -> Self {
        let thread = Arc::new(InlineThread::new(queue, callback.clone()));
        Self {
            callback,
            lanes,
            thread,
        }
    }

    /// Returns a function that starts the thread, and does not keep the callback alive.
    fn start(&self) -> Start {
        let thread = Arc::downgrade(&self.thread);
        Box::new(move || {
            let thread = thread.upgrade().ok_or(io::ErrorKind::NotFound)?;
            thread.start()
        })
    }
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

    /// As [`SubscriberBuilder::with_incompatible_callback`].
    pub fn with_incompatible_callback(
        mut self,
        callback: impl Fn(IncompatibleEndpoint) + Send + Sync + 'static,
    ) -> Self {
        self.builder = self.builder.with_incompatible_callback(callback);
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
                let subscription = builder.declare(|_| Delivery::Queue(sender))?;
                let (queue, fence) = (Arc::new(receiver), subscription.intake.fence().clone());
                let thread = CallbackThread::spawn(queue.clone(), callback, fence)?;
                Ok(CallbackSubscriber::new(subscription, queue, thread))
            }
            Callback::Inline(callback) => {
                // A slow callback makes publishers wait, whatever carries their messages.
                let (lanes, receiver) = queue(transport::KEEP_ALL);
                let queue = Arc::new(receiver);
                let mut thread = CallbackThread::Ended;
                let subscription = builder.declare(|fence| {
                    let callback = Fenced::new(callback, fence);
                    let callback = Arc::new(move |sample| callback.call(Sample::from(sample)));
                    let inline = Inline::new(callback, lanes, &queue);
                    thread = CallbackThread::Inline(inline.thread.clone());
                    Delivery::Inline(inline)
                })?;
                Ok(CallbackSubscriber::new(subscription, queue, thread))
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
    delivery: Delivery,
) -> Result<Vec<Inlet>, BuildError> {
    let delivery = Arc::new(delivery);
    let declare = |(key, entrance)| {
        let (intake, delivery) = (intake.clone(), delivery.clone());
        transport::declare_inlet(session, key, qos, move |sample| {
            let Some(attachment) = intake.attachment(&sample) else {
                return;
            };
            let (publisher, number) = (attachment.gid.to_bytes(), attachment.sequence_number);
            let make = |is_later: bool| {
                if is_later {
                    Some(intake.admit_later(&sample, attachment))
                } else {
                    intake.admit(&sample, attachment, entrance)
                }
            };
            match &*delivery {
                Delivery::Queue(sender) => sender.send_in_order(&publisher, number, make),
                Delivery::Inline(inline) => {
                    let sample = inline.lanes.sort_into_lanes(&publisher, number, make);
                    sample.into_iter().for_each(|sample| (inline.callback)(sample));
                }
            }
        })
    };
    keys.into_iter().map(declare).collect()
}
