//! The state that a node shares with its endpoints, and the names, keys and tokens that it makes for them.

use crate::error::BuildError;
use crate::graph::Graph;
use crate::shared_context::SharedContext;
use ros_z_core::{RosMessage, RosService, TypeHash};
use ros_z_protocol::{
    Backends, DataKey, Endpoint, EndpointKind, Gid, LivelinessToken, NodePath, QosProfile, TopicName,
};
use ros_z_shm::ShmWriter;
use ros_z_shm::runtime::Held;
use ros_z_shm::shm::{ShmMode, ShmSettings, StatsCounters};
use std::sync::Arc;
use zenoh::liveliness::LivelinessToken as ZenohToken;

/// The state that a node shares with its endpoints.
#[derive(Debug)]
pub(crate) struct SharedNode {
    pub(crate) context: Arc<SharedContext>,
    pub(crate) path: NodePath,
    pub(crate) shm: ShmMode,
    pub(crate) token: LivelinessToken,
    pub(crate) _announced: Held<ZenohToken>,
}

/// A topic or service of a node, ready to be declared, and announced once it is.
pub(crate) struct NodeEndpoint {
    pub(crate) name: TopicName,
    pub(crate) key: DataKey,
    pub(crate) token: LivelinessToken,
}

/// Holds what makes an endpoint visible in the graph, and its node with it.
pub(crate) struct Announced {
    pub(crate) node: Arc<SharedNode>,
    _token: Held<ZenohToken>,
}

impl SharedNode {
    /// The mode that endpoints inherit: the node's, else the context's.
    pub(crate) fn shm_mode(&self) -> ShmMode {
        self.shm.clone().or(&self.context.shm)
    }

    /// Creates the writer of an endpoint, whose messages count in the context too.
    pub(crate) fn writer(&self, shm: ShmSettings) -> Result<ShmWriter, BuildError> {
        Ok(ShmWriter::new(&self.shm_mode(), shm)?
            .with_counters(StatsCounters::with_parent(self.context.stats.clone()))
            .with_audience(&self.context.audience))
    }

    /// The publisher or subscription of a topic, by whatever name.
    pub(crate) fn topic_endpoint<T: RosMessage>(
        &self,
        kind: EndpointKind,
        topic: &str,
        qos: QosProfile,
        backends: Option<Backends>,
    ) -> Result<NodeEndpoint, BuildError> {
        let topic = self.context.remaps.topic(&self.path, topic)?;
        self.endpoint(kind, topic, T::TYPE_NAME, T::TYPE_HASH, qos, backends)
    }

    /// The server or client of a service, by whatever name.
    pub(crate) fn service_endpoint<S: RosService>(
        &self,
        kind: EndpointKind,
        service: &str,
    ) -> Result<NodeEndpoint, BuildError> {
        let service = self.context.remaps.service(&self.path, service)?;
        self.endpoint(
            kind,
            service,
            S::TYPE_NAME,
            S::TYPE_HASH,
            QosProfile::SERVICES,
            None,
        )
    }

    fn endpoint(
        &self,
        kind: EndpointKind,
        name: TopicName,
        type_name: &str,
        type_hash: TypeHash,
        qos: QosProfile,
        backends: Option<Backends>,
    ) -> Result<NodeEndpoint, BuildError> {
        let type_name = type_name.parse()?;
        let key = DataKey::new(self.context.domain_id, &name, &type_name, type_hash)?;
        let mut endpoint = Endpoint::new(kind, &name, &type_name, type_hash, qos)?;
        if let Some(backends) = backends {
            endpoint = endpoint.with_backends(backends);
        }
        let token = self.token.of_endpoint(self.context.next_entity_id(), endpoint);
        Ok(NodeEndpoint { name, key, token })
    }
}

impl NodeEndpoint {
    /// Identifies the endpoint in what it sends.
    pub(crate) fn gid(&self) -> Gid {
        self.token.to_gid()
    }

    /// Makes the endpoint visible. Whoever sees it counts on it: it must be declared already.
    pub(crate) fn announce(&self, node: Arc<SharedNode>) -> Result<Announced, BuildError> {
        let token = node.context.announce(&self.token)?;
        Ok(Announced { node, _token: token })
    }
}

impl Announced {
    /// The graph; `None`, with a warning, if zenoh refuses to tell.
    pub(crate) fn graph(&self) -> Option<Graph> {
        let refused = |error: &BuildError| tracing::warn!("the graph cannot be watched: {error}");
        self.node.context.graph().inspect_err(refused).ok()
    }
}
