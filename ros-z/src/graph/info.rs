//! The nodes, topics, services and endpoints of a graph, as plain data. `graph/tokens.rs` creates them.

use ros_z_protocol::{Backends, Gid, LivelinessToken, QosProfile, TypeName, ZenohId};
use std::fmt;

/// A node of the graph.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct NodeInfo {
    /// Namespace: `/`, or for example `/robot1`.
    pub namespace: String,
    /// Name without the namespace.
    pub name: String,
    /// Security enclave.
    pub enclave: String,
    /// Id of its zenoh session.
    pub zenoh_id: ZenohId,
}

impl NodeInfo {
    /// Returns the node of a token, which may be the node's own or an endpoint's.
    pub(super) fn of(token: &LivelinessToken) -> Self {
        Self {
            namespace: token.namespace().into(),
            name: token.node().into(),
            enclave: token.enclave().into(),
            zenoh_id: token.zenoh_id(),
        }
    }
}

/// The fully qualified name.
impl fmt::Display for NodeInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.namespace.trim_end_matches('/'), self.name)
    }
}

/// A topic of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicInfo {
    /// Fully qualified name.
    pub name: String,
    /// The types of its publishers and subscriptions, such as `std_msgs/msg/String`; one if all agree.
    pub types: Vec<String>,
    /// Number of publishers.
    pub publishers: usize,
    /// Number of subscriptions.
    pub subscriptions: usize,
}

/// A service of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceInfo {
    /// Fully qualified name.
    pub name: String,
    /// The types of its servers and clients, such as `std_srvs/srv/Empty`; one if all agree.
    pub types: Vec<String>,
    /// Number of servers.
    pub servers: usize,
    /// Number of clients.
    pub clients: usize,
}

/// A publisher, subscription, server or client of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EndpointInfo {
    /// Its node.
    pub node: NodeInfo,
    /// Type, such as `std_msgs/msg/String`.
    pub type_name: String,
    /// Hash of the type, `RIHS01_…`. Endpoints with different hashes do not communicate.
    pub type_hash: String,
    /// Quality of service.
    pub qos: QosProfile,
    /// The gid, which a publisher sends with its samples.
    pub gid: Gid,
    /// Buffer backends, if it is an endpoint of ROS 2 Lyrical or later.
    pub backends: Option<Backends>,
}

/// Returns the ROS spelling of a type, or the type as it is if there is none.
pub(super) fn ros_type(wire_type: &str) -> String {
    TypeName::from_wire(wire_type).map_or_else(|_| wire_type.into(), |name| name.to_string())
}
