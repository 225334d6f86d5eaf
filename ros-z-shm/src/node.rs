//! A node: a name in the graph, from which publishers and subscribers are created.

use crate::context::{Builder, ContextInner, shm_setters};
use crate::error::BuildError;
use crate::publisher::ZPubBuilder;
use crate::ros::{
    DataKey, Endpoint, EndpointKind, Gid, LivelinessToken, Namespace, NodeName, NodePath, QosProfile,
    TopicName,
};
use crate::shm::{ShmMode, ShmSettings};
use crate::subscriber::ZSubBuilder;
use ros_z_core::{RosMessage, SizeEstimation};
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
    shm_setters!();

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
        let shm = self.shm.build()?;
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
    pub(crate) shm: ShmMode,
    token: LivelinessToken,
    _announced: ZenohToken,
}

impl ZNode {
    /// Starts building a publisher of `T` on a topic.
    #[must_use]
    pub fn create_pub<T: RosMessage + SizeEstimation>(&self, topic: impl Into<String>) -> ZPubBuilder<T> {
        ZPubBuilder::new(self.inner.clone(), topic.into())
    }

    /// Starts building a subscriber to `T` on a topic.
    #[must_use]
    pub fn create_sub<T: RosMessage>(&self, topic: impl Into<String>) -> ZSubBuilder<T> {
        ZSubBuilder::new(self.inner.clone(), topic.into())
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

/// A topic of a node, ready to be declared.
pub(crate) struct NodeEndpoint {
    pub(crate) topic: TopicName,
    pub(crate) key: DataKey,
    pub(crate) gid: Gid,
    pub(crate) announced: ZenohToken,
}

impl NodeInner {
    /// Resolves the topic's name and announces the endpoint.
    pub(crate) fn announce_endpoint<T: RosMessage>(
        &self,
        kind: EndpointKind,
        topic: &str,
        qos: QosProfile,
    ) -> Result<NodeEndpoint, BuildError> {
        let topic = self.context.remaps.topic(&self.path, topic)?;
        let type_name = T::TYPE_NAME.parse()?;
        let key = DataKey::new(self.context.domain_id, &topic, &type_name, T::TYPE_HASH)?;
        let endpoint = Endpoint::new(kind, &topic, &type_name, T::TYPE_HASH, qos)?;
        let token = self.token.of_endpoint(self.context.next_entity_id(), endpoint);
        let announced = self.context.announce(&token)?;
        Ok(NodeEndpoint {
            topic,
            key,
            gid: token.to_gid(),
            announced,
        })
    }
}
