//! What is told of a graph. Plain data: who collects it is the graph itself.

use ros_z_protocol::{Backends, Gid, LivelinessToken, QosProfile, TypeName, ZenohId};

/// A node of the graph.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct NodeInfo {
    /// Namespace, `/` or as `/robot1`.
    pub namespace: String,
    /// Name without the namespace.
    pub name: String,
    /// Security enclave.
    pub enclave: String,
    /// The zenoh session that it is in.
    pub zenoh_id: ZenohId,
}

impl NodeInfo {
    /// The node of a token, be it its own or that of an endpoint.
    pub(super) fn of(token: &LivelinessToken) -> Self {
        Self {
            namespace: token.namespace().into(),
            name: token.node().into(),
            enclave: token.enclave().into(),
            zenoh_id: token.zenoh_id(),
        }
    }
}

/// A topic of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicInfo {
    /// Fully qualified name.
    pub name: String,
    /// The types that it is published and subscribed as, as `std_msgs/msg/String`; one, if all agree.
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
    /// The types that it is served and called as, as `std_srvs/srv/Empty`; one, if all agree.
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
    /// The node that it belongs to.
    pub node: NodeInfo,
    /// Type, as `std_msgs/msg/String`.
    pub type_name: String,
    /// Hash of the type, `RIHS01_…`. Endpoints of different hashes do not communicate.
    pub type_hash: String,
    /// Quality of service.
    pub qos: QosProfile,
    /// Identifies a publisher in the samples that it publishes.
    pub gid: Gid,
    /// Buffer backends, of endpoints of ROS 2 Lyrical and later.
    pub backends: Option<Backends>,
}

/// The ROS spelling of a type, where it has one.
pub(super) fn ros_type(wire_type: &str) -> String {
    TypeName::from_wire(wire_type).map_or_else(|_| wire_type.into(), |name| name.to_string())
}
