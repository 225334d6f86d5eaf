//! The operations that the publishers of `ros-z` and of this crate share, on top of `put_in_order.rs`. The
//! documentation of each operation is at [`ShmPublisher`](crate::ShmPublisher).

use crate::error::PublishError;
use crate::lane::LaneIdentity;
use crate::loan::Loan;
use crate::payload::Payload;
use crate::published::Published;
use crate::put_in_order::{Outlet, PutInOrder};
use crate::put_message::PutMessage;
use crate::same_type::assert_same_type;
use crate::shm_writer::ShmWriter;
use ros_z_core::{CdrSerialize, RosMessage, SizeEstimation};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;
use zenoh::Session;

/// Publishes messages of type `T` through an [`Outlet`].
pub struct MessageSender<T, O> {
    sender: Arc<PutInOrder<O>>,
    marker: PhantomData<fn(&T)>,
}

impl<T, O: Outlet> MessageSender<T, O> {
    /// Creates a sender. `name` is the topic or key expression that errors and logs name, `wire_key` the key
    /// expression that zenoh sends.
    pub fn new(session: &Session, outlet: O, name: String, wire_key: &str, writer: ShmWriter) -> Self {
        Self::with_lanes(session, outlet, name, wire_key, writer, None)
    }

    /// As [`new`](Self::new); with an identity, its messages also go through local lanes.
    pub fn with_lanes(
        session: &Session,
        outlet: O,
        name: String,
        wire_key: &str,
        writer: ShmWriter,
        identity: Option<LaneIdentity>,
    ) -> Self {
        Self {
            sender: PutInOrder::with_lanes(session, outlet, name, wire_key, writer, identity),
            marker: PhantomData,
        }
    }

    /// Waits until lanes to all subscribers that can have one are open, at most for `timeout`.
    pub fn wait_for_lanes(&self, timeout: Duration) {
        self.sender.wait_for_lanes(timeout);
    }

    /// Returns the endpoint.
    pub fn outlet(&self) -> &O {
        self.sender.outlet()
    }

    /// Returns the writer of the messages.
    pub fn writer(&self) -> &ShmWriter {
        self.sender.writer()
    }

    /// Returns the topic or key expression, as errors and logs name it.
    pub fn name(&self) -> &str {
        self.sender.key()
    }

    /// Implements [`ShmPublisher::publish`](crate::ShmPublisher::publish).
    ///
    /// # Errors
    /// As documented there.
    pub fn publish(&self, message: &T) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        self.sender.put_outgoing(self.writer().write_outgoing(message)?)
    }

    /// Implements [`ShmPublisher::publish_async`](crate::ShmPublisher::publish_async). `blocks` is whether a
    /// put waits at congestion.
    ///
    /// # Errors
    /// As documented there.
    pub async fn publish_async(&self, message: &T, blocks: bool) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        let written = self.writer().write_at_once(message)?;
        self.sender.put_async(written, blocks).await
    }

    /// Implements [`ShmPublisher::publish_payload`](crate::ShmPublisher::publish_payload).
    ///
    /// # Errors
    /// As documented there.
    pub fn publish_payload(&self, payload: &Payload<T>) -> Result<Published, PublishError> {
        self.sender.put(payload.into())
    }

    /// Implements [`ShmPublisher::prepare`](crate::ShmPublisher::prepare).
    ///
    /// # Errors
    /// As documented there.
    pub fn prepare(&self, message: &T) -> Result<Payload<T>, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        Ok(self.writer().prepare(message)?)
    }

    /// Implements [`ShmPublisher::publish_as`](crate::ShmPublisher::publish_as).
    ///
    /// # Errors
    /// As documented there.
    pub fn publish_as<V: RosMessage + SizeEstimation>(&self, message: &V) -> Result<Published, PublishError>
    where
        T: RosMessage,
    {
        const { assert_same_type::<T, V>() }
        self.sender.put_outgoing(self.writer().write_outgoing(message)?)
    }

    /// Publishes a message whose type is not checked, because it is known only at run time.
    ///
    /// # Errors
    /// As [`ShmPublisher::publish`](crate::ShmPublisher::publish).
    pub fn publish_unchecked<V>(&self, message: &V) -> Result<Published, PublishError>
    where
        V: CdrSerialize + SizeEstimation,
    {
        self.sender.put_outgoing(self.writer().write_outgoing(message)?)
    }

    /// Implements [`ShmPublisher::loan`](crate::ShmPublisher::loan).
    ///
    /// # Errors
    /// As documented there.
    pub fn loan<V: RosMessage>(&self, message: V) -> Result<Loan<V>, PublishError>
    where
        T: RosMessage,
    {
        const { assert_same_type::<T, V>() }
        self.loan_as(message)
    }

    /// Implements [`ShmPublisher::loan_as`](crate::ShmPublisher::loan_as).
    ///
    /// # Errors
    /// As documented there.
    pub fn loan_as<V: CdrSerialize>(&self, message: V) -> Result<Loan<V>, PublishError> {
        Loan::new(self.sender.clone(), message)
    }
}
