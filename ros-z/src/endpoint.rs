//! The state that a node shares with its endpoints, and the names, keys and tokens that it creates for them.

use crate::clock::Clock;
use crate::error::BuildError;
use crate::graph::{Graph, OnIncompatible, OwnEndpointInfo, Watching};
use crate::message_type::MessageType;
use crate::parameters::NodeParameters;
use crate::rosout::Rosout;
use crate::shared_context::SharedContext;
use crate::used_types::{Describe, UsedType, UsedTypes};
use ros_z_core::TypeHash;
use ros_z_protocol::{
    Backends, DataKey, Endpoint, EndpointKind, Gid, LivelinessToken, NodePath, QosProfile,
    TYPE_HASH_NOT_SUPPORTED, TopicName,
};
use ros_z_shm::ShmWriter;
use ros_z_shm::runtime::Held;
use ros_z_shm::shm::{ShmMode, ShmSettings, StatsCounters};
use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zenoh::liveliness::LivelinessToken as ZenohToken;

/// The state that a node shares with its endpoints.
#[derive(Debug)]
pub(crate) struct SharedNode {
    /// The publisher of `/rosout`, if the program has asked for it. The first to go: it publishes what waits.
    pub(crate) rosout: RosoutSlot,
    pub(crate) own_servers: Mutex<Vec<OwnEndpoint>>,
    pub(crate) clock: Clock,
    /// Present while the time is simulated.
    pub(crate) clock_subscription: Mutex<Option<OwnEndpoint>>,
    pub(crate) parameters: NodeParameters,
    pub(crate) types: Arc<UsedTypes>,
    pub(crate) context: Arc<SharedContext>,
    pub(crate) path: NodePath,
    pub(crate) shm: ShmMode,
    /// Whether local lanes may be used.
    pub(crate) has_lane: bool,
    pub(crate) token: LivelinessToken,
    pub(crate) _announced: Held<ZenohToken>,
}

/// The place for the publisher of `/rosout`.
#[derive(Debug, Default)]
pub(crate) struct RosoutSlot(Mutex<Option<Rosout>>);

impl RosoutSlot {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Option<Rosout>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A topic or service of a node, to be declared and then announced.
pub(crate) struct NodeEndpoint {
    pub(crate) name: TopicName,
    pub(crate) key: DataKey,
    pub(crate) token: LivelinessToken,
    type_name: Cow<'static, str>,
    type_hash: TypeHash,
    /// `None` if only the name and the hash of the type are known.
    describe: Option<Describe>,
}

/// Keeps an endpoint, and its node, visible in the graph.
pub(crate) struct Announced {
    /// `None` if zenoh refused to watch the graph.
    watching: Option<Watching>,
    pub(crate) node: Arc<SharedNode>,
    _token: Held<ZenohToken>,
    _used: Option<UsedType>,
}

/// Keeps an endpoint of the node itself, which works in zenoh's callback. Unlike the endpoints of the program, it
/// does not keep the node.
pub(crate) struct OwnEndpoint {
    /// Invisible first, then undeclared.
    _token: Held<ZenohToken>,
    _declared: Box<dyn Any + Send + Sync>,
    _used: Option<UsedType>,
}

impl fmt::Debug for OwnEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnEndpoint").finish_non_exhaustive()
    }
}

impl SharedNode {
    /// Keeps a server of the node itself until the node is dropped.
    pub(crate) fn keep_server(&self, server: OwnEndpoint) {
        let mut servers = self.own_servers.lock().unwrap_or_else(PoisonError::into_inner);
        servers.push(server);
    }

    /// Returns the mode that endpoints inherit: the node's, or else the context's.
    pub(crate) fn shm_mode(&self) -> ShmMode {
        self.shm.clone().or(&self.context.shm)
    }

    /// Creates the writer of an endpoint, whose messages count in the context too.
    pub(crate) fn writer(&self, shm: ShmSettings) -> Result<ShmWriter, BuildError> {
        Ok(ShmWriter::new(&self.shm_mode(), shm)?
            .with_counters(StatsCounters::with_parent(self.context.stats.clone()))
            .with_audience(&self.context.audience))
    }

    /// Creates the publisher or subscription of a topic, whose name may be relative or remapped.
    pub(crate) fn topic_endpoint(
        &self,
        kind: EndpointKind,
        topic: &str,
        message_type: &MessageType,
        qos: QosProfile,
        backends: Option<Backends>,
    ) -> Result<NodeEndpoint, BuildError> {
        let topic = self.context.remaps.topic(&self.path, topic)?;
        self.endpoint(kind, topic, message_type, qos, backends)
    }

    /// Creates the server or client of a service, whose name may be relative or remapped.
    pub(crate) fn service_endpoint(
        &self,
        kind: EndpointKind,
        service: &str,
        service_type: &MessageType,
        qos: QosProfile,
    ) -> Result<NodeEndpoint, BuildError> {
        let service = self.context.remaps.service(&self.path, service)?;
        self.endpoint(kind, service, service_type, qos, None)
    }

    fn endpoint(
        &self,
        kind: EndpointKind,
        name: TopicName,
        message_type: &MessageType,
        qos: QosProfile,
        backends: Option<Backends>,
    ) -> Result<NodeEndpoint, BuildError> {
        let (type_name, type_hash) = (message_type.name.parse()?, message_type.hash);
        let hash = if self.context.has_type_hashes {
            type_hash.to_string()
        } else {
            TYPE_HASH_NOT_SUPPORTED.into()
        };
        let key = DataKey::new(self.context.domain_id, &name, &type_name, &hash)?;
        let mut endpoint = Endpoint::new(kind, &name, &type_name, &hash, qos)?;
        if let Some(backends) = backends {
            endpoint = endpoint.with_backends(backends);
        }
        let token = self.token.of_endpoint(self.context.next_entity_id(), endpoint);
        Ok(NodeEndpoint {
            name,
            key,
            token,
            type_name: message_type.name.clone(),
            type_hash,
            describe: message_type.describe.clone(),
        })
    }
}

impl NodeEndpoint {
    /// Returns the gid that the endpoint sends with its messages.
    pub(crate) fn gid(&self) -> Gid {
        self.token.to_gid()
    }

    /// Makes the endpoint visible. It must be declared already, because others use it as soon as they see it.
    pub(crate) fn announce(&self, node: Arc<SharedNode>) -> Result<Announced, BuildError> {
        self.announce_with(node, None)
    }

    /// As [`announce`](Self::announce), with a callback for incompatible endpoints.
    pub(crate) fn announce_with(
        &self,
        node: Arc<SharedNode>,
        on_incompatible: Option<OnIncompatible>,
    ) -> Result<Announced, BuildError> {
        let kind = self.token.endpoint().map(Endpoint::kind);
        if kind != Some(EndpointKind::Publisher) {
            node.context.receives.store(true, Ordering::Relaxed);
        }
        // Registered first: a node that sees the endpoint can ask for its type.
        let used = self.used(&node);
        // Watched first: another endpoint of the program that sees this one knows that both report the pair.
        let watching = self.watch(&node, on_incompatible);
        let token = node.context.announce(&self.token)?;
        Ok(Announced {
            watching,
            node,
            _token: token,
            _used: used,
        })
    }

    /// Compares the endpoint with those that it communicates with.
    fn watch(&self, node: &SharedNode, callback: Option<OnIncompatible>) -> Option<Watching> {
        let endpoint = self.token.endpoint()?;
        let graph = watch_graph(node)?;
        Some(graph.watch_endpoint(OwnEndpointInfo {
            context: Arc::downgrade(&node.context),
            kind: endpoint.kind(),
            gid: self.gid(),
            name: self.name.to_string(),
            type_name: self.type_name.to_string(),
            type_hash: self.type_hash,
            describe: self.describe.clone(),
            qos: endpoint.qos(),
            callback,
        }))
    }

    /// Makes an endpoint of the node itself visible. `declared` undeclares it when it is dropped.
    pub(crate) fn announce_own(
        &self,
        node: &SharedNode,
        declared: impl Send + Sync + 'static,
    ) -> Result<OwnEndpoint, BuildError> {
        Ok(OwnEndpoint {
            _declared: Box::new(declared),
            _used: self.used(node),
            _token: node.context.announce(&self.token)?,
        })
    }

    /// Registers the type of the endpoint.
    fn used(&self, node: &SharedNode) -> Option<UsedType> {
        let describe = self.describe.clone()?;
        Some(node.types.register(self.type_hash, describe))
    }
}

impl Announced {
    /// Returns the number of endpoints so far that do not fit to this one.
    pub(crate) fn incompatible(&self) -> u64 {
        self.watching.as_ref().map_or(0, Watching::incompatible)
    }

    /// Returns the graph; `None`, with a warning, if zenoh refuses.
    pub(crate) fn graph(&self) -> Option<Graph> {
        let refused = |error: &BuildError| tracing::warn!("the graph cannot be watched: {error}");
        self.node.context.graph().inspect_err(refused).ok()
    }
}

/// Starts to watch the graph; `None`, with a warning, if zenoh refuses.
fn watch_graph(node: &SharedNode) -> Option<Graph> {
    let refused = |error: &BuildError| tracing::warn!("the graph cannot be watched: {error}");
    node.context.watch().inspect_err(refused).ok()
}
