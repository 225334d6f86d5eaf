//! What a publisher is told before it is declared.

use super::{Identity, ShmPublisher};
use crate::audience::Audience;
use crate::context::{Builder, shm_setters};
use crate::error::BuildError;
use crate::memory::Memory;
use crate::node::NodeInner;
use crate::ros::{EndpointKind, QosProfile};
use crate::shm::{ShmMode, ShmSettings, StatsCounters};
use crate::transport;
use ros_z_core::{CdrSerialize, RosMessage, SizeEstimation};
use std::marker::PhantomData;
use std::sync::Arc;
use zenoh::Session;

/// Builds a [`ShmPublisher`] on a topic of a node.
#[derive(Clone, Debug)]
pub struct ZPubBuilder<T> {
    node: Arc<NodeInner>,
    topic: String,
    qos: QosProfile,
    shm: ShmSettings,
    marker: PhantomData<fn(&T)>,
}

impl<T: RosMessage + SizeEstimation> ZPubBuilder<T> {
    shm_setters!();

    pub(crate) fn new(node: Arc<NodeInner>, topic: String) -> Self {
        Self {
            node,
            topic,
            qos: QosProfile::DEFAULT,
            shm: ShmSettings::new(),
            marker: PhantomData,
        }
    }

    /// Sets the quality of service; reliable, volatile, the last 10 by default.
    #[must_use]
    pub fn with_qos(mut self, qos: QosProfile) -> Self {
        self.qos = qos;
        self
    }

    /// Announces the publisher and declares it to zenoh.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a topic name that ROS 2 does not allow, [`BuildError::Shm`] for shared memory
    /// that is required and cannot be had, and what zenoh refuses.
    pub fn build(self) -> Result<ShmPublisher<T>, BuildError> {
        let Self { node, topic, qos, .. } = self;
        let stats = StatsCounters::with_parent(node.context.stats.clone());
        let memory = Memory::choose(
            &node.context.shm,
            &node.shm,
            self.shm,
            stats,
            &node.context.audience,
        )?;
        let endpoint = node.topic_endpoint::<T>(EndpointKind::Publisher, &topic, qos, None)?;
        let key = endpoint.key.to_string();
        let outlet = transport::declare_outlet(&node.context.session, key.clone(), &qos)?;
        let identity = Identity {
            gid: endpoint.gid(),
            key,
            announced: endpoint.announce(node)?,
        };
        let topic = endpoint.name.into();
        Ok(ShmPublisher::new(outlet, qos, topic, Some(identity), memory))
    }
}

impl<T: RosMessage + SizeEstimation> Builder for ZPubBuilder<T> {
    type Output = ShmPublisher<T>;
    type Error = BuildError;

    fn build(self) -> Result<ShmPublisher<T>, BuildError> {
        self.build()
    }
}

/// Builds a [`ShmPublisher`] on a key expression of a zenoh session, with nothing of ROS about it.
#[derive(Clone, Debug)]
pub struct SessionPubBuilder<T> {
    session: Session,
    key: String,
    qos: QosProfile,
    shm: ShmSettings,
    marker: PhantomData<fn(&T)>,
}

impl<T: CdrSerialize + SizeEstimation> SessionPubBuilder<T> {
    shm_setters!();

    pub(super) fn new(session: Session, key: String) -> Self {
        Self {
            session,
            key,
            qos: QosProfile::DEFAULT,
            shm: ShmSettings::new(),
            marker: PhantomData,
        }
    }

    /// Sets reliability, durability and history; reliable, volatile by default.
    #[must_use]
    pub fn with_qos(mut self, qos: QosProfile) -> Self {
        self.qos = qos;
        self
    }

    /// Declares the publisher to zenoh.
    ///
    /// # Errors
    /// [`BuildError::Shm`] for shared memory that is required and cannot be had, and what zenoh refuses.
    pub fn build(self) -> Result<ShmPublisher<T>, BuildError> {
        let inherit = ShmMode::Inherit;
        let audience = Audience::of(&self.session)?;
        let memory = Memory::choose(&inherit, &inherit, self.shm, StatsCounters::new(), &audience)?;
        let outlet = transport::declare_outlet(&self.session, self.key.clone(), &self.qos)?;
        Ok(ShmPublisher::new(outlet, self.qos, self.key, None, memory))
    }
}

impl<T: CdrSerialize + SizeEstimation> Builder for SessionPubBuilder<T> {
    type Output = ShmPublisher<T>;
    type Error = BuildError;

    fn build(self) -> Result<ShmPublisher<T>, BuildError> {
        self.build()
    }
}
