//! The publisher of a type that is known at run time.

use super::raw::{RawMessage, SerializedMessage};
use crate::builder::Builder;
use crate::endpoint::SharedNode;
use crate::error::BuildError;
use crate::message_type::MessageType;
use crate::publisher::{Publisher, PublisherBuilder};
use ros_z_core::dynamic::{DynamicMessage, DynamicView, Schema};
use ros_z_protocol::{Gid, QosProfile};
use ros_z_shm::shm::{ShmSettings, ShmStats};
use ros_z_shm::{PublishError, Published};
use std::sync::Arc;
use std::time::Duration;

/// Builds a [`DynamicPublisher`] on a topic of a node.
#[derive(Clone, Debug)]
pub struct DynamicPublisherBuilder {
    node: Arc<SharedNode>,
    topic: String,
    schema: Schema,
    qos: QosProfile,
    shm: ShmSettings,
}

impl DynamicPublisherBuilder {
    ros_z_shm::shm_setters!();

    pub(crate) fn new(node: Arc<SharedNode>, topic: String, schema: Schema) -> Self {
        Self {
            node,
            topic,
            schema,
            qos: QosProfile::DEFAULT,
            shm: ShmSettings::new(),
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
    /// The errors of [`PublisherBuilder::build`], and [`BuildError::TypeName`] for a type name that ROS 2 does not allow.
    pub fn build(self) -> Result<DynamicPublisher, BuildError> {
        let message_type = MessageType::of_schema(&self.schema);
        let builder = PublisherBuilder::new(self.node, self.topic, message_type).with_qos(self.qos);
        Ok(DynamicPublisher {
            publisher: builder.with_shm_settings(self.shm).build()?,
            schema: self.schema,
        })
    }
}

impl Builder for DynamicPublisherBuilder {
    type Output = DynamicPublisher;
    type Error = BuildError;

    fn build(self) -> Result<DynamicPublisher, BuildError> {
        self.build()
    }
}

/// Why a message was not published.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DynamicPublishError {
    /// The message has another type than the topic.
    #[error("a message of type {found} cannot be published on {topic}, whose type is {expected}")]
    OtherType {
        /// Fully qualified name of the topic.
        topic: String,
        /// Type of the topic.
        expected: String,
        /// Type of the message.
        found: String,
    },
    /// The message could not be serialized or sent.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Publishes messages of a type that is known at run time, as [`Publisher`] publishes those of a Rust type: through
/// shared memory where it is on and available.
#[derive(Debug)]
pub struct DynamicPublisher {
    publisher: Publisher<RawMessage>,
    schema: Schema,
}

impl DynamicPublisher {
    /// Publishes a message, and returns the memory that it uses.
    ///
    /// # Errors
    /// [`DynamicPublishError::OtherType`] for a message of another type, and the errors of [`Publisher::publish`].
    pub fn publish(&self, message: &DynamicMessage) -> Result<Published, DynamicPublishError> {
        self.check(message.schema())?;
        Ok(self.publisher.publish_unchecked(message)?)
    }

    /// Publishes a message that is read in place, for example one that was received or recorded.
    ///
    /// # Errors
    /// The errors of [`publish`](Self::publish).
    pub fn publish_view(&self, message: &DynamicView<'_>) -> Result<Published, DynamicPublishError> {
        self.check(&message.schema())?;
        Ok(self.publisher.publish_unchecked(message)?)
    }

    /// Publishes a message that is already serialized. It is copied once. Its bytes are not compared with the type.
    ///
    /// # Errors
    /// The errors of [`Publisher::publish`].
    pub fn publish_serialized(&self, message: &SerializedMessage<'_>) -> Result<Published, PublishError> {
        self.publisher.publish_serialized(message)
    }

    fn check(&self, found: &Schema) -> Result<(), DynamicPublishError> {
        // Fast for clones, which share their memory.
        if *found == self.schema {
            return Ok(());
        }
        let text = |schema: &Schema| format!("{} ({})", schema.type_name(), schema.type_hash());
        Err(DynamicPublishError::OtherType {
            topic: self.topic().into(),
            expected: text(&self.schema),
            found: text(found),
        })
    }

    /// Returns the type of the topic.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Waits until a subscriber matches, as [`Publisher::wait_for_subscriber`] does.
    #[must_use]
    pub fn wait_for_subscriber(&self, timeout: Duration) -> bool {
        self.publisher.wait_for_subscriber(timeout)
    }

    /// Waits until `count` subscribers match, as [`Publisher::wait_for_subscribers`] does.
    #[must_use]
    pub fn wait_for_subscribers(&self, count: usize, timeout: Duration) -> bool {
        self.publisher.wait_for_subscribers(count, timeout)
    }

    /// Returns the number of matching subscribers, as [`Publisher::subscriber_count`] does.
    #[must_use]
    pub fn subscriber_count(&self) -> usize {
        self.publisher.subscriber_count()
    }

    /// Returns the fully qualified name of the topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        self.publisher.topic()
    }

    /// Returns the gid of the publisher, as [`Publisher::gid`] does.
    #[must_use]
    pub fn gid(&self) -> Option<Gid> {
        self.publisher.gid()
    }

    /// Returns the statistics of shared memory, as [`Publisher::shm_stats`] does.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.publisher.shm_stats()
    }
}
