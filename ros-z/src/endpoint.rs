//! The state that a node shares with its endpoints, and the names, keys and tokens that it creates for them.

use crate::error::BuildError;
use crate::graph::Graph;
use crate::shared_context::SharedContext;
use ros_z_core::{RosMessage, RosService, TypeHash};
use ros_z_protocol::{
    Backends, DataKey, Endpoint, EndpointKind, Gid, LivelinessToken, NodePath, QosProfile,
    TYPE_HASH_NOT_SUPPORTED, TopicName,
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

/// A topic or service of a node, to be declared and then announced.
pub(crate) struct NodeEndpoint {
    pub(crate) name: TopicName,
    pub(crate) key: DataKey,
    pub(crate) token: LivelinessToken,
}

/// Keeps an endpoint, and its node, visible in the graph.
pub(crate) struct Announced {
    pub(crate) node: Arc<SharedNode>,
    _token: Held<ZenohToken>,
}

impl SharedNode {
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

    /// Creates the server or client of a service, whose name may be relative or remapped.
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
        let type_hash = if self.context.has_type_hashes {
            type_hash.to_string()
        } else {
            TYPE_HASH_NOT_SUPPORTED.into()
        };
        let key = DataKey::new(self.context.domain_id, &name, &type_name, &type_hash)?;
        let mut endpoint = Endpoint::new(kind, &name, &type_name, &type_hash, qos)?;
        if let Some(backends) = backends {
            endpoint = endpoint.with_backends(backends);
        }
        let token = self.token.of_endpoint(self.context.next_entity_id(), endpoint);
        Ok(NodeEndpoint { name, key, token })
    }
}

impl NodeEndpoint {
    /// Returns the gid that the endpoint sends with its messages.
    pub(crate) fn gid(&self) -> Gid {
        self.token.to_gid()
    }

    /// Makes the endpoint visible. It must be declared already, because others use it as soon as they see it.
    pub(crate) fn announce(&self, node: Arc<SharedNode>) -> Result<Announced, BuildError> {
        let token = node.context.announce(&self.token)?;
        Ok(Announced { node, _token: token })
    }
}

impl Announced {
    /// Returns the graph; `None`, with a warning, if zenoh refuses.
    pub(crate) fn graph(&self) -> Option<Graph> {
        let refused = |error: &BuildError| tracing::warn!("the graph cannot be watched: {error}");
        self.node.context.graph().inspect_err(refused).ok()
    }
}
