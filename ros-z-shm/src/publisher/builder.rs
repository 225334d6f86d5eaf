//! The settings of a publisher before it is declared.

use super::{Endpoint, ShmPublisher};
use crate::audience::Audience;
use crate::error::BuildError;
use crate::lane::{LaneIdentity, lane_key, publisher_id};
use crate::message_sender::MessageSender;
use crate::runtime::{Held, blocking};
use crate::shm::{ShmMode, ShmSettings};
use crate::shm_setters;
use crate::shm_writer::ShmWriter;
use ros_z_core::{CdrSerialize, SizeEstimation};
use std::marker::PhantomData;
use zenoh::qos::{CongestionControl, Reliability};
use zenoh::{Session, Wait};

/// Builds a [`ShmPublisher`].
#[derive(Clone, Debug)]
pub struct ShmPublisherBuilder<T> {
    session: Session,
    key: String,
    reliability: Reliability,
    shm: ShmSettings,
    marker: PhantomData<fn(&T)>,
}

impl<T: CdrSerialize + SizeEstimation> ShmPublisherBuilder<T> {
    shm_setters!();

    pub(super) fn new(session: Session, key: String) -> Self {
        Self {
            session,
            key,
            reliability: Reliability::Reliable,
            shm: ShmSettings::new(),
            marker: PhantomData,
        }
    }

    /// Sets the reliability. At congestion, a reliable publisher (the default) waits, and a best effort
    /// publisher drops the message.
    #[must_use]
    pub fn with_reliability(mut self, reliability: Reliability) -> Self {
        self.reliability = reliability;
        self
    }

    /// Declares the publisher to zenoh.
    ///
    /// # Errors
    /// [`BuildError::Shm`] if shared memory is required and not available, [`BuildError::Zenoh`] if zenoh
    /// refuses.
    pub fn build(self) -> Result<ShmPublisher<T>, BuildError> {
        let audience = Audience::of_session(&self.session)?;
        let writer = ShmWriter::new(&ShmMode::Inherit, self.shm)?.with_audience(&audience);
        let blocks = self.reliability == Reliability::Reliable;
        let congestion = if blocks {
            CongestionControl::Block
        } else {
            CongestionControl::Drop
        };
        let builder = self
            .session
            .declare_publisher(self.key.clone())
            .reliability(self.reliability)
            .congestion_control(congestion);
        let publisher = blocking(|| builder.wait()).map_err(BuildError::zenoh("declare a publisher"))?;
        let identity = LaneIdentity {
            publisher: publisher_id(&publisher.id()),
            key: lane_key(&self.key),
            is_reliable: blocks,
        };
        let endpoint = Endpoint {
            publisher: Held::new(publisher),
            blocks,
            is_identified: writer.may_have_lanes(),
        };
        let (name, key) = (self.key.clone(), &self.key);
        Ok(ShmPublisher {
            sender: MessageSender::with_lanes(&self.session, endpoint, name, key, writer, Some(identity)),
        })
    }
}
