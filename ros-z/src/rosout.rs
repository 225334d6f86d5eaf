//! Log messages of the program on `/rosout`: a layer of `tracing`, and the publisher of a node. `rosout/queue.rs` is
//! between them, `rosout/log.rs` turns an event into a message, and `rosout/rate_limit.rs` limits their number.
//!
//! The topic, its type and the quality of service are those of `rcl` (`rcl/include/rcl/logging_rosout.h`,
//! `rcl/src/rcl/logging_rosout.c`); the name of the logger is that of `rcl_create_node_logger_name`
//! (`rcl/src/rcl/node.c`).

mod log;
mod queue;
mod rate_limit;

use crate::endpoint::{OwnEndpoint, SharedNode};
use crate::error::BuildError;
use crate::message_type::MessageType;
use crate::stamp;
use crate::transport::{self, Outlet};
use queue::Queue;
use rate_limit::RateLimit;
use ros_z_core::to_vec;
use ros_z_msgs::rcl_interfaces::Log;
use ros_z_protocol::{Attachment, EndpointKind, Gid, NodePath, QosProfile};
use ros_z_shm::runtime::blocking;
use std::cell::Cell;
use std::fmt;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use zenoh::qos::CongestionControl;

/// The topic.
const TOPIC: &str = "/rosout";

/// The crates whose events below a warning are ignored, because publishing can cause them.
const OWN_CRATES: [&str; 6] = [
    "ros_z",
    "ros_z_core",
    "ros_z_derive",
    "ros_z_msgs",
    "ros_z_protocol",
    "ros_z_shm",
];

thread_local! {
    /// Whether this thread publishes log messages or formats one: its events are ignored.
    static IS_BUSY: Cell<bool> = const { Cell::new(false) };
}

/// Builds a [`RosoutLayer`]: [`ZNode::rosout`](crate::ZNode::rosout).
#[derive(Clone, Debug)]
#[must_use = "nothing is published before `build`"]
pub struct RosoutBuilder {
    node: Arc<SharedNode>,
    level: Level,
    burst: u32,
    per_second: u32,
}

impl RosoutBuilder {
    pub(crate) fn new(node: Arc<SharedNode>) -> Self {
        Self {
            node,
            level: Level::INFO,
            burst: 1000,
            per_second: 200,
        }
    }

    /// Publishes events of this level and above; by default, [`Level::INFO`].
    pub fn with_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Publishes at most `burst` messages at once, and `per_second` in the long run; 1000 and 200 by default. Further
    /// ones are dropped and counted, and a message states how many.
    pub fn with_rate_limit(mut self, burst: u32, per_second: u32) -> Self {
        self.burst = burst;
        self.per_second = per_second;
        self
    }

    /// Declares the publisher of `/rosout` and starts its thread, until the node is dropped. A node has one: further
    /// calls return the same layer, with the settings of the first.
    ///
    /// If the argument `--disable-rosout-logs` is present, the layer publishes nothing.
    ///
    /// # Errors
    /// [`BuildError::Transport`] if zenoh refuses, [`BuildError::Thread`] if the thread cannot be started.
    pub fn build(self) -> Result<RosoutLayer, BuildError> {
        let Self {
            node,
            level,
            burst,
            per_second,
        } = self;
        let mut rosout = node.rosout.lock();
        if let Some(rosout) = &*rosout {
            return Ok(rosout.layer.clone());
        }
        let name = logger_name(&node.path);
        let queue = Arc::new(Queue::new(name.clone(), RateLimit::new(burst, per_second)));
        let layer = RosoutLayer {
            queue: queue.clone(),
            name: name.into(),
            level,
        };
        let thread = if node.context.has_rosout {
            let publisher = RosoutPublisher::declare(&node)?;
            let thread = thread::Builder::new().name("ros-z-rosout".into());
            let run = move || {
                IS_BUSY.set(true);
                let mut publisher = publisher;
                while let Some(log) = queue.next() {
                    publisher.publish(&log);
                }
            };
            Some(
                thread
                    .spawn(run)
                    .map_err(|source| BuildError::Thread { source })?,
            )
        } else {
            queue.close();
            None
        };
        *rosout = Some(Rosout {
            layer: layer.clone(),
            thread,
        });
        Ok(layer)
    }
}

impl crate::builder::Builder for RosoutBuilder {
    type Output = RosoutLayer;
    type Error = BuildError;

    fn build(self) -> Result<RosoutLayer, BuildError> {
        self.build()
    }
}

/// Publishes events of `tracing` on `/rosout` as log messages of a node, until the node is dropped.
///
/// [`ZNode::rosout`](crate::ZNode::rosout) has an example. The layer never waits: the message goes to a queue, and a
/// thread of the node publishes it. If the queue is full, or the [rate](RosoutBuilder::with_rate_limit) is exceeded, the
/// message is dropped and counted.
///
/// It ignores all events of zenoh, those of this library below a warning, and those of the publishing thread: publishing
/// a log message causes no other one. Clones share the queue.
#[derive(Clone)]
pub struct RosoutLayer {
    queue: Arc<Queue>,
    /// Name of the logger.
    name: Arc<str>,
    level: Level,
}

/// The counts of a [`RosoutLayer`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RosoutStats {
    /// Messages that were put into the queue.
    pub admitted: u64,
    /// Messages that were dropped because the rate was exceeded or the queue was full.
    pub dropped: u64,
}

impl RosoutLayer {
    /// Returns the counts of messages so far.
    #[must_use]
    pub fn stats(&self) -> RosoutStats {
        self.queue.stats()
    }

    /// Returns the name of the logger: the node's fully qualified name with dots, such as `robot1.camera`.
    #[must_use]
    pub fn logger_name(&self) -> &str {
        &self.name
    }
}

impl<S: Subscriber> Layer<S> for RosoutLayer {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() > self.level || is_ignored(event.metadata()) || IS_BUSY.get() {
            return;
        }
        // A value of the event can log when it is formatted.
        let _busy = Busy::new();
        self.queue.push(|| log::of(event, &self.name));
    }
}

impl fmt::Debug for RosoutLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RosoutLayer")
            .field("logger_name", &self.name)
            .field("level", &self.level)
            .field("stats", &self.stats())
            .finish()
    }
}

/// Marks the thread while it is alive.
struct Busy;

impl Busy {
    fn new() -> Self {
        IS_BUSY.set(true);
        Self
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        IS_BUSY.set(false);
    }
}

/// Returns whether publishing can cause the event, in any thread.
fn is_ignored(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    let crate_name = target.split("::").next().unwrap_or(target);
    let is_zenoh = crate_name == "zenoh" || crate_name.starts_with("zenoh_");
    is_zenoh || (*metadata.level() > Level::WARN && OWN_CRATES.contains(&crate_name))
}

/// Returns the name of a node's logger.
fn logger_name(node: &NodePath) -> String {
    node.to_string().trim_start_matches('/').replace('/', ".")
}

/// The part of a node that publishes log messages. Its drop publishes those that wait.
#[derive(Debug)]
pub(crate) struct Rosout {
    layer: RosoutLayer,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Rosout {
    fn drop(&mut self) {
        self.layer.queue.close();
        // A callback on the publishing thread may drop the node.
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            // The thread does not panic.
            let _ = thread.join();
        }
    }
}

/// The publisher of a node's `/rosout`.
struct RosoutPublisher {
    /// Invisible first, then undeclared.
    _announced: OwnEndpoint,
    outlet: Outlet,
    gid: Gid,
    sequence: i64,
}

impl RosoutPublisher {
    fn declare(node: &SharedNode) -> Result<Self, BuildError> {
        let qos = QosProfile::ROSOUT;
        let endpoint = node.topic_endpoint(
            EndpointKind::Publisher,
            TOPIC,
            &MessageType::of::<Log>(),
            qos,
            None,
        )?;
        // As in `rmw_zenoh`, a congested link drops messages: the end of the node must not wait for it.
        let (key, congestion) = (endpoint.key.to_string(), CongestionControl::Drop);
        let outlet = transport::declare_outlet_with(&node.context.session, key, &qos, congestion, false)?;
        Ok(Self {
            outlet,
            gid: endpoint.gid(),
            sequence: 0,
            _announced: endpoint.announce_own(node, ())?,
        })
    }

    fn publish(&mut self, log: &Log) {
        // Texts without NUL can be serialized.
        let Ok(bytes) = to_vec(log) else {
            return;
        };
        self.sequence += 1;
        let attachment = Attachment {
            sequence_number: self.sequence,
            source_timestamp: stamp::now(),
            gid: self.gid,
        };
        // The only error is a closed session.
        let _ = blocking(|| self.outlet.put(bytes.into(), attachment.serialize()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_logger_has_dots() {
        for (namespace, name, expected) in [
            ("/", "camera", "camera"),
            ("/robot1", "camera", "robot1.camera"),
            ("/a/b", "c", "a.b.c"),
        ] {
            let path = NodePath::new(namespace.parse().unwrap(), name.parse().unwrap());
            assert_eq!(logger_name(&path), expected);
        }
    }
}
