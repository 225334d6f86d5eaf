//! The settings of a publisher before it is declared.

use super::{Identity, Publisher, Sender};
use crate::builder::Builder;
use crate::endpoint::SharedNode;
use crate::error::BuildError;
use crate::graph::{IncompatibleEndpoint, OnIncompatible};
use crate::message_type::MessageType;
use crate::transport;
use ros_z_protocol::{EndpointKind, QosProfile};
use ros_z_shm::MessageSender;
use ros_z_shm::lane::LaneIdentity;
use ros_z_shm::shm::ShmSettings;
use std::marker::PhantomData;
use std::sync::Arc;

/// Builds a [`Publisher`] on a topic of a node.
#[derive(Clone, Debug)]
pub struct PublisherBuilder<T> {
    node: Arc<SharedNode>,
    topic: String,
    message_type: MessageType,
    qos: QosProfile,
    shm: ShmSettings,
    on_incompatible: Option<OnIncompatible>,
    marker: PhantomData<fn(&T)>,
}

impl<T> PublisherBuilder<T> {
    ros_z_shm::shm_setters!();

    pub(crate) fn new(node: Arc<SharedNode>, topic: String, message_type: MessageType) -> Self {
        Self {
            node,
            topic,
            message_type,
            qos: QosProfile::DEFAULT,
            shm: ShmSettings::new(),
            on_incompatible: None,
            marker: PhantomData,
        }
    }

    /// Sets the quality of service; reliable, volatile, the last 10 by default.
    #[must_use]
    pub fn with_qos(mut self, qos: QosProfile) -> Self {
        self.qos = qos;
        self
    }

    /// Sets a callback for incompatible endpoints: subscriptions of another type, or that request more than the
    /// quality of service of this publisher. It is called once for each, on a thread of the library that exists only
    /// meanwhile, possibly once more while the publisher is dropped. A panic in it is logged. The library logs a
    /// warning in any case.
    #[must_use]
    pub fn with_incompatible_callback(
        mut self,
        callback: impl Fn(IncompatibleEndpoint) + Send + Sync + 'static,
    ) -> Self {
        self.on_incompatible = Some(OnIncompatible(Arc::new(callback)));
        self
    }

    /// Sets everything about shared memory at once.
    pub(crate) fn with_shm_settings(mut self, shm: ShmSettings) -> Self {
        self.shm = shm;
        self
    }

    /// Announces the publisher and declares it to zenoh.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a topic name that ROS 2 does not allow, [`BuildError::Transport`]
    /// if shared memory is required and not available, or if zenoh refuses.
    pub fn build(self) -> Result<Publisher<T>, BuildError> {
        let Self {
            node,
            topic,
            message_type,
            qos,
            shm,
            on_incompatible,
            ..
        } = self;
        // History has to be in zenoh's cache, so every message goes through zenoh.
        let has_lane = node.has_lane && !qos.is_transient_local();
        let writer = node.writer(shm)?;
        let endpoint = node.topic_endpoint(EndpointKind::Publisher, &topic, &message_type, qos, None)?;
        let key = endpoint.key.to_string();
        let outlet = transport::declare_outlet(&node.context.session, key.clone(), &qos, has_lane)?;
        let identity = Identity {
            gid: endpoint.gid(),
            key,
            announced: endpoint.announce_with(node.clone(), on_incompatible)?,
        };
        let sender = Sender {
            identity,
            outlet,
            qos,
        };
        let wire_key = sender.identity.key.clone();
        let topic = endpoint.name.into();
        let lane = has_lane.then(|| LaneIdentity {
            publisher: sender.identity.gid.to_bytes(),
            key: wire_key.clone(),
            is_reliable: qos.is_reliable(),
        });
        let session = &node.context.session;
        Ok(Publisher {
            sender: MessageSender::with_lanes(session, sender, topic, &wire_key, writer, lane),
        })
    }
}

impl<T> Builder for PublisherBuilder<T> {
    type Output = Publisher<T>;
    type Error = BuildError;

    fn build(self) -> Result<Publisher<T>, BuildError> {
        self.build()
    }
}
