//! The publisher of a node's `/parameter_events`.

use crate::endpoint::{OwnEndpoint, SharedNode};
use crate::error::BuildError;
use crate::message_type::MessageType;
use crate::stamp;
use ros_z_core::to_vec;
use ros_z_msgs::rcl_interfaces::ParameterEvent;
use ros_z_protocol::{Attachment, EndpointKind, Gid, QosProfile};
use ros_z_shm::runtime::{Held, blocking, blocking_if, waits_to_send};
use std::sync::atomic::{AtomicI64, Ordering};
use zenoh::Wait;
use zenoh::bytes::ZBytes;
use zenoh::pubsub::Publisher;
use zenoh::qos::{CongestionControl, Reliability};

/// The topic, with the quality of service of `rmw_qos_profile_parameter_events` (`rmw/qos_profiles.h`).
const TOPIC: &str = "/parameter_events";

/// Publishes the changes of a node's parameters.
#[derive(Debug)]
pub(super) struct EventPublisher {
    /// Invisible first, then undeclared.
    _announced: OwnEndpoint,
    publisher: Held<Publisher<'static>>,
    gid: Gid,
    waits_to_send: bool,
    sequence: AtomicI64,
}

impl EventPublisher {
    pub(super) fn declare(node: &SharedNode) -> Result<Self, BuildError> {
        let qos = QosProfile::PARAMETERS;
        let event_type = MessageType::of::<ParameterEvent>();
        let endpoint = node.topic_endpoint(EndpointKind::Publisher, TOPIC, &event_type, qos, None)?;
        // A change can be made on zenoh's receive thread, which must not wait for room: as `rmw_zenoh` does, a
        // congested link drops the event.
        let builder = node
            .context
            .session
            .declare_publisher(endpoint.key.to_string())
            .reliability(Reliability::Reliable)
            .congestion_control(CongestionControl::Drop);
        let publisher = blocking(|| builder.wait()).map_err(BuildError::zenoh("declare a publisher"))?;
        Ok(Self {
            publisher: Held::new(publisher),
            gid: endpoint.gid(),
            waits_to_send: waits_to_send(&node.context.session),
            sequence: AtomicI64::new(0),
            _announced: endpoint.announce_own(node, ())?,
        })
    }

    /// Publishes an event. The outbox calls this on one thread at a time.
    pub(super) fn publish(&self, event: &ParameterEvent) {
        let bytes = match to_vec(event) {
            Ok(bytes) => bytes,
            Err(error) => {
                tracing::warn!(
                    topic = TOPIC,
                    node = event.node,
                    "could not publish a parameter event: {error}"
                );
                return;
            }
        };
        let attachment = Attachment {
            sequence_number: self.sequence.fetch_add(1, Ordering::Relaxed) + 1,
            source_timestamp: stamp::now(),
            gid: self.gid,
        };
        let put = self
            .publisher
            .put(bytes)
            .attachment(ZBytes::from(attachment.serialize()));
        if let Err(error) = blocking_if(self.waits_to_send, || put.wait()) {
            // The session is closed.
            tracing::debug!(
                topic = TOPIC,
                node = event.node,
                "could not publish a parameter event: {error}"
            );
        }
    }
}
