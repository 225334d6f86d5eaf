//! What a subscriber is told before it is declared, and the zenoh endpoints that it takes.

use super::{CallbackSubscriber, Identity, Source, Subscriber};
use crate::builder::Builder;
use crate::error::BuildError;
use crate::fence::{Fence, Fenced};
use crate::intake::{Entrance, Intake, MessagesLost, OnLost};
use crate::node::NodeInner;
use crate::sample::{Admitted, Sample};
use crate::transport;
use ros_z_core::{BaseType, Collection, FieldDescription, RosMessage};
use ros_z_protocol::{Backends, DataKey, EndpointKind, QosProfile};
use ros_z_shm::queue::{QueueLimit, queue};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use zenoh::Session;

/// Builds a [`Subscriber`] on a topic of a node.
pub struct SubscriberBuilder<T> {
    node: Arc<NodeInner>,
    topic: String,
    qos: QosProfile,
    on_lost: Option<OnLost>,
    marker: PhantomData<fn() -> T>,
}

impl<T: RosMessage> SubscriberBuilder<T> {
    pub(crate) fn new(node: Arc<NodeInner>, topic: String) -> Self {
        Self {
            node,
            topic,
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

    /// Sets what is called whenever messages of a publisher are missing: the next one has arrived, and is
    /// handed on after the call. It runs on zenoh's receive thread and has to return at once. A panic in it is logged and
    /// counted, and the sample is handed on.
    #[must_use]
    pub fn with_lost_callback(mut self, callback: impl Fn(MessagesLost) + Send + Sync + 'static) -> Self {
        self.on_lost = Some(Box::new(callback));
        self
    }

    /// Announces the subscriber; samples wait in a queue as deep as the quality of service says.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a topic name that ROS 2 does not allow, and what zenoh refuses.
    pub fn build(self) -> Result<Subscriber<T>, BuildError> {
        let (sender, receiver) = queue(transport::queue_limit(&self.qos));
        let mut subscriber = self.declare(|_| move |sample| sender.send(sample))?;
        subscriber.source.receiver = receiver;
        Ok(subscriber)
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
    /// same peer, and messages of others that wait there may be lost. Messages of publishers of this session are
    /// called back by the thread that publishes them.
    ///
    /// The callback may publish, on its own topic too: see [`publish`](crate::Publisher::publish). With history
    /// (transient local), where zenoh holds a lock during the callback, another thread puts such a message.
    ///
    /// A panic in the callback ends that call only: see [`CallbackSubscriber`].
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
        let subscriber = self.declare(|fence| {
            let callback = Fenced::new(callback, fence);
            move |sample| callback.call(Sample::from(sample))
        })?;
        Ok(CallbackSubscriber {
            intake: subscriber.source.intake.clone(),
            subscriber: Some(subscriber),
            thread: None,
        })
    }

    /// Declares the subscriber, then announces it. Nothing is put into its queue yet.
    fn declare<D: Fn(Admitted) + Send + Sync + 'static>(
        self,
        deliver: impl FnOnce(Arc<Fence>) -> D,
    ) -> Result<Subscriber<T>, BuildError> {
        let Self {
            node,
            topic,
            qos,
            on_lost,
            ..
        } = self;
        let has_buffers = !qos.is_transient_local() && has_uint8_sequence(T::type_description().fields);
        let backends = has_buffers.then(Backends::cpu);
        let endpoint = node.topic_endpoint::<T>(EndpointKind::Subscription, &topic, qos, backends)?;
        let topic = endpoint.name.to_string();
        let intake = Arc::new(Intake::new(topic.clone(), on_lost));
        let keys = keys(&endpoint.key, has_buffers);
        let deliver = deliver(intake.fence().clone());
        let source = Source::declare(&node.context.session, keys, &qos, intake, deliver)?;
        let identity = Identity {
            key: endpoint.key.to_string(),
            announced: endpoint.announce(node)?,
        };
        Ok(Subscriber {
            identity,
            source,
            topic,
            marker: PhantomData,
        })
    }
}

impl<T: RosMessage> Builder for SubscriberBuilder<T> {
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

/// The keys to listen on.
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

/// Whether there is a `uint8[]` anywhere in a message. Publishers of ROS 2 Lyrical and later send such messages in
/// another way to subscriptions that can take them.
fn has_uint8_sequence(fields: &[FieldDescription]) -> bool {
    fields.iter().any(|field| {
        let field = &field.field_type;
        let is_uint8 = matches!(field.base, BaseType::Uint8 | BaseType::Char);
        is_uint8 && field.collection == Collection::Unbounded
            || field
                .nested
                .is_some_and(|nested| has_uint8_sequence(nested.fields))
    })
}

impl Source {
    /// Declares a subscriber for each of the keys. The queue of the source is empty for ever.
    pub(super) fn declare(
        session: &Session,
        keys: Vec<(String, Entrance)>,
        qos: &QosProfile,
        intake: Arc<Intake>,
        deliver: impl Fn(Admitted) + Send + Sync + 'static,
    ) -> Result<Self, BuildError> {
        let deliver = Arc::new(deliver);
        let declare = |(key, entrance)| {
            let (intake, deliver) = (intake.clone(), deliver.clone());
            transport::declare_inlet(session, key, qos, move |sample| {
                if let Some(sample) = intake.admit(&sample, entrance) {
                    deliver(sample);
                }
            })
        };
        let inlets = keys.into_iter().map(declare).collect::<Result<_, _>>()?;
        let (_, receiver) = queue(QueueLimit::DropOldest(1));
        Ok(Self {
            inlets,
            receiver,
            intake,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z_core::{FieldType, RosField, TypeDescription};

    #[test]
    fn a_uint8_sequence_is_found_wherever_it_is() {
        const NESTED: TypeDescription =
            TypeDescription::new("a/msg/B", &[FieldDescription::new("data", <Vec<u8>>::TYPE)]);
        let has = |field_type: FieldType| has_uint8_sequence(&[FieldDescription::new("x", field_type)]);
        assert!(has(<Vec<u8>>::TYPE));
        assert!(has(FieldType::message(&NESTED)));
        assert!(has(FieldType::message(&NESTED).sequence()));
        for other in [
            u8::TYPE,
            <Vec<i8>>::TYPE,
            <[u8; 4]>::TYPE,
            <Vec<u8>>::TYPE.with_max_len(4),
            <Vec<u8>>::TYPE.as_byte(),
            String::TYPE,
        ] {
            assert!(!has(other), "{other:?}");
        }
    }
}
