//! The publisher: measures a message, chooses its memory, writes it once, puts it.

use crate::context::{Builder, shm_setters};
use crate::error::{BuildError, PublishError};
use crate::node::NodeInner;
use crate::published::{PublishPath, Published};
use crate::ros::{Attachment, EndpointKind, Gid, QosProfile};
use crate::shm::{
    FallbackReason, ShmBuffer, ShmConfig, ShmMode, ShmSettings, ShmStats, StatsCounters, keep_in_flight,
};
use crate::splice::{self, Spliced};
use crate::transport::{self, Outlet};
use ros_z_core::{CdrSerialize, RosMessage, SerializeError, SizeEstimation, to_slice, to_vec};
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use zenoh::Session;
use zenoh::bytes::ZBytes;
use zenoh::liveliness::LivelinessToken as ZenohToken;

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
        let shm = Memory::choose(&self.node.context.shm, &self.node.shm, self.shm)?;
        let endpoint = self
            .node
            .announce_endpoint::<T>(EndpointKind::Publisher, &self.topic, self.qos)?;
        let outlet =
            transport::declare_outlet(&self.node.context.session, endpoint.key.to_string(), &self.qos)?;
        let stats = StatsCounters::with_parent(self.node.context.stats.clone());
        let identity = Some(Identity {
            gid: endpoint.gid,
            _announced: endpoint.announced,
            _node: self.node,
        });
        Ok(ShmPublisher::new(
            outlet,
            endpoint.topic.to_string(),
            identity,
            shm,
            stats,
        ))
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
        let shm = Memory::choose(&ShmMode::Inherit, &ShmMode::Inherit, self.shm)?;
        let outlet = transport::declare_outlet(&self.session, self.key.clone(), &self.qos)?;
        Ok(ShmPublisher::new(
            outlet,
            self.key,
            None,
            shm,
            StatsCounters::new(),
        ))
    }
}

impl<T: CdrSerialize + SizeEstimation> Builder for SessionPubBuilder<T> {
    type Output = ShmPublisher<T>;
    type Error = BuildError;

    fn build(self) -> Result<ShmPublisher<T>, BuildError> {
        self.build()
    }
}

/// Which memory messages are put into.
#[derive(Clone, Debug)]
struct Memory {
    shm: Option<ShmConfig>,
    /// Whether fields that are in shared memory already are passed on as they are.
    splice: bool,
}

impl Memory {
    /// What the three levels were told, together.
    fn choose(context: &ShmMode, node: &ShmMode, publisher: ShmSettings) -> Result<Self, BuildError> {
        let publisher = publisher.build()?;
        let shm = ShmMode::resolve(context, node, &publisher);
        let told = [&publisher, node, context]
            .into_iter()
            .find(|mode| !matches!(mode, ShmMode::Inherit));
        Ok(Self {
            shm,
            splice: !matches!(told, Some(ShmMode::Off)),
        })
    }

    /// A buffer for a message of `bytes` bytes, or why it takes the heap.
    fn acquire(&self, bytes: usize) -> Result<ShmBuffer, FallbackReason> {
        self.shm.as_ref().ok_or(FallbackReason::Disabled)?.acquire(bytes)
    }
}

/// What makes a publisher one of a ROS 2 graph.
struct Identity {
    gid: Gid,
    _announced: ZenohToken,
    _node: Arc<NodeInner>,
}

/// Publishes messages of type `T`, through shared memory where it is on and can be had.
///
/// May be shared between threads. Undeclared when dropped; what was published before still arrives.
pub struct ShmPublisher<T> {
    outlet: Outlet,
    topic: String,
    identity: Option<Identity>,
    memory: Memory,
    stats: StatsCounters,
    /// Number of the last message. Held while a message is put, so that numbers and messages keep one order.
    last: Mutex<i64>,
    marker: PhantomData<fn(&T)>,
}

impl<T> ShmPublisher<T> {
    fn new(
        outlet: Outlet,
        topic: String,
        identity: Option<Identity>,
        memory: Memory,
        stats: StatsCounters,
    ) -> Self {
        Self {
            outlet,
            topic,
            identity,
            memory,
            stats,
            last: Mutex::new(0),
            marker: PhantomData,
        }
    }

    /// Starts building a publisher on a key expression of a zenoh session, with no ROS naming: no node,
    /// no type in the key, no attachment.
    ///
    /// # Examples
    /// ```no_run
    /// use ros_z_core::{RosMessage, SizeEstimation};
    /// use ros_z_shm::ShmPublisher;
    /// use zenoh::Wait;
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// struct Wheel {
    ///     speed: f64,
    /// }
    ///
    /// let session = zenoh::open(zenoh::Config::default()).wait()?;
    /// let publisher = ShmPublisher::<Wheel>::on_session(&session, "wheel/left").with_shm_enabled()?.build()?;
    /// publisher.publish(&Wheel { speed: 1.5 })?;
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    #[must_use]
    pub fn on_session(session: &Session, key: impl Into<String>) -> SessionPubBuilder<T>
    where
        T: CdrSerialize + SizeEstimation,
    {
        SessionPubBuilder {
            session: session.clone(),
            key: key.into(),
            qos: QosProfile::DEFAULT,
            shm: ShmSettings::new(),
            marker: PhantomData,
        }
    }

    /// Publishes a message, and tells which way it went. A lack of shared memory is no error: the message
    /// takes the heap.
    ///
    /// Blocks while a reliable subscriber's connection is congested, at most for the bound of the session
    /// configuration (a minute by default).
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express, [`PublishError::Zenoh`] if the
    /// session is closed. Nothing was sent then.
    pub fn publish(&self, message: &T) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        if self.memory.splice
            && let Some(spliced) = splice::splice(message)?
        {
            return self.put_spliced(spliced);
        }
        match self.memory.acquire(message.estimated_serialized_size()) {
            Ok(buffer) => self.publish_into(message, buffer),
            Err(reason) => self.publish_heap(message, reason),
        }
    }

    /// Writes the message into `buffer`; into another if that is too small.
    fn publish_into(&self, message: &T, mut buffer: ShmBuffer) -> Result<Published, PublishError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        let mut written = to_slice(message, &mut buffer);
        if let Err(SerializeError::BufferTooSmall { needed, .. }) = written {
            self.stats.record_retried();
            drop(buffer);
            buffer = match self.memory.acquire(needed) {
                Ok(buffer) => buffer,
                Err(reason) => return self.publish_heap(message, reason),
            };
            written = to_slice(message, &mut buffer);
        }
        let bytes = written?;
        if bytes < buffer.len() {
            self.stats.record_trimmed();
            // A shorter length than the present one, and not 0, always fits.
            let _ = buffer.shrink(bytes);
        }
        let published = self.put(buffer.into_zshm().into(), bytes, 0, PublishPath::Shm)?;
        self.stats.record_shm(bytes);
        Ok(published)
    }

    fn publish_heap(&self, message: &T, reason: FallbackReason) -> Result<Published, PublishError>
    where
        T: CdrSerialize,
    {
        let message = to_vec(message)?;
        let bytes = message.len();
        let published = self.put(message.into(), bytes, 0, PublishPath::Heap(reason))?;
        if self.stats.record_heap(bytes, reason) {
            tracing::warn!(
                topic = self.topic,
                bytes,
                "a message took the heap instead of shared memory: {reason}; {}",
                reason.cure().unwrap_or_default()
            );
        }
        Ok(published)
    }

    fn put_spliced(&self, spliced: Spliced) -> Result<Published, PublishError> {
        let Spliced {
            payload,
            bytes,
            shared,
            buffers,
        } = spliced;
        buffers.into_iter().for_each(keep_in_flight);
        let published = self.put(payload.into(), bytes, shared, PublishPath::Shm)?;
        self.stats.record_spliced(bytes);
        Ok(published)
    }

    fn put(
        &self,
        payload: ZBytes,
        bytes: usize,
        spliced: usize,
        path: PublishPath,
    ) -> Result<Published, PublishError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let sequence_number = *last + 1;
        let attachment = self.identity.as_ref().map(|identity| {
            let gid = identity.gid;
            Attachment {
                sequence_number,
                source_timestamp: nanoseconds_now(),
                gid,
            }
            .serialize()
        });
        self.outlet
            .put(payload, attachment)
            .map_err(|source| PublishError::Zenoh {
                key: self.topic.clone(),
                source,
            })?;
        *last = sequence_number;
        Ok(Published {
            path,
            bytes,
            spliced,
            sequence_number,
        })
    }

    /// Waits until there is a subscriber, and tells whether there is one.
    #[must_use]
    pub fn wait_for_subscriber(&self, timeout: Duration) -> bool {
        self.outlet.wait_for_match(timeout)
    }

    /// Fully qualified name of the topic; the key expression for a publisher on a session.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// Identifies this publisher to subscribers; `None` on a bare session.
    #[must_use]
    pub fn gid(&self) -> Option<Gid> {
        self.identity.as_ref().map(|identity| identity.gid)
    }

    /// What became of the messages of this publisher, and how its pool is used.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        self.stats.snapshot(self.memory.shm.as_ref().map(ShmConfig::pool))
    }
}

impl<T> fmt::Debug for ShmPublisher<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShmPublisher")
            .field("topic", &self.topic)
            .field("memory", &self.memory)
            .finish_non_exhaustive()
    }
}

/// Now, by the system clock, in nanoseconds since the Unix epoch.
fn nanoseconds_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}
