//! A node: a name in the graph, from which publishers, subscribers, servers and clients are created.

use crate::builder::Builder;
use crate::client::ClientBuilder;
use crate::context::ContextInner;
use crate::error::BuildError;
use crate::graph::Graph;
use crate::publisher::PublisherBuilder;
use crate::service::ServiceBuilder;
use crate::subscriber::SubscriberBuilder;
use ros_z_core::{RosMessage, RosService, SizeEstimation, TypeHash};
use ros_z_protocol::{
    Backends, DataKey, Endpoint, EndpointKind, Gid, LivelinessToken, Namespace, NodeName, NodePath,
    QosProfile, TopicName,
};
use ros_z_shm::runtime::Held;
use ros_z_shm::shm::{ShmMode, ShmSettings};
use std::sync::Arc;
use zenoh::liveliness::LivelinessToken as ZenohToken;

/// Builds a [`ZNode`].
#[derive(Clone, Debug)]
pub struct ZNodeBuilder {
    context: Arc<ContextInner>,
    name: String,
    namespace: String,
    shm: ShmSettings,
}

impl ZNodeBuilder {
    ros_z_shm::shm_setters!();

    pub(crate) fn new(context: Arc<ContextInner>, name: String) -> Self {
        Self {
            context,
            name,
            namespace: "/".into(),
            shm: ShmSettings::new(),
        }
    }

    /// Puts the node into a namespace, as `/robot1`; `/` by default.
    #[must_use]
    pub fn with_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = namespace.into();
        self
    }

    /// Checks the names and announces the node.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a name that ROS 2 does not allow, and what zenoh refuses.
    pub fn build(self) -> Result<ZNode, BuildError> {
        let name = NodeName::new(&self.name)?;
        let namespace = Namespace::new(&self.namespace)?;
        let path = self.context.remaps.node(&name, &namespace);
        let shm = self.shm.build_below(&self.context.shm)?;
        let zenoh_id = self.context.zenoh_id().ok_or_else(|| BuildError::Zenoh {
            action: "read the id of the zenoh session",
            source: "it is zero".into(),
        })?;
        let token = LivelinessToken::of_node(
            self.context.domain_id,
            zenoh_id,
            self.context.next_entity_id(),
            &path,
        )
        .with_enclave(&self.context.enclave);
        let announced = self.context.announce(&token)?;
        Ok(ZNode {
            inner: Arc::new(NodeInner {
                context: self.context,
                path,
                shm,
                token,
                _announced: announced,
            }),
        })
    }
}

impl Builder for ZNodeBuilder {
    type Output = ZNode;
    type Error = BuildError;

    fn build(self) -> Result<ZNode, BuildError> {
        self.build()
    }
}

/// A node of the ROS 2 graph, visible to other nodes until it and all of its endpoints are dropped.
///
/// Clones share it.
#[derive(Clone, Debug)]
pub struct ZNode {
    inner: Arc<NodeInner>,
}

/// What endpoints keep of their node.
#[derive(Debug)]
pub(crate) struct NodeInner {
    pub(crate) context: Arc<ContextInner>,
    path: NodePath,
    shm: ShmMode,
    token: LivelinessToken,
    _announced: Held<ZenohToken>,
}

impl ZNode {
    /// Starts building a publisher of `T` on a topic.
    #[must_use]
    pub fn create_pub<T: RosMessage + SizeEstimation>(
        &self,
        topic: impl Into<String>,
    ) -> PublisherBuilder<T> {
        PublisherBuilder::new(self.inner.clone(), topic.into())
    }

    /// Starts building a subscriber to `T` on a topic.
    #[must_use]
    pub fn create_sub<T: RosMessage>(&self, topic: impl Into<String>) -> SubscriberBuilder<T> {
        SubscriberBuilder::new(self.inner.clone(), topic.into())
    }

    /// Starts building a server of the service `S`.
    #[must_use]
    pub fn create_service<S: RosService>(&self, service: impl Into<String>) -> ServiceBuilder<S> {
        ServiceBuilder::new(self.inner.clone(), service.into())
    }

    /// Starts building a client of the service `S`.
    #[must_use]
    pub fn create_client<S: RosService>(&self, service: impl Into<String>) -> ClientBuilder<S> {
        ClientBuilder::new(self.inner.clone(), service.into())
    }

    /// The graph of the node's domain.
    ///
    /// # Errors
    /// What zenoh refuses, the first time in a context.
    pub fn graph(&self) -> Result<Graph, BuildError> {
        self.inner.context.graph()
    }

    /// The node's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.inner.path.name().as_str()
    }

    /// The node's namespace, `/` or as `/robot1`.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.inner.path.namespace().as_str()
    }
}

/// A topic or service of a node, ready to be declared, and announced once it is.
pub(crate) struct NodeEndpoint {
    pub(crate) name: TopicName,
    pub(crate) key: DataKey,
    pub(crate) token: LivelinessToken,
}

/// Holds what makes an endpoint visible in the graph, and its node with it.
pub(crate) struct Announced {
    pub(crate) node: Arc<NodeInner>,
    _token: Held<ZenohToken>,
}

impl NodeInner {
    /// The mode that endpoints inherit: the node's, else the context's.
    pub(crate) fn shm_mode(&self) -> ShmMode {
        self.shm.clone().or(&self.context.shm)
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
    pub(crate) fn announce(&self, node: Arc<NodeInner>) -> Result<Announced, BuildError> {
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
