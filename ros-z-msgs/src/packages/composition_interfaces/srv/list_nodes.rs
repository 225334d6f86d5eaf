// Written by ros-z-import from srv/ListNodes.srv of composition_interfaces 2.0.2. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// Asks a container for the nodes that it has loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "composition_interfaces/srv/ListNodes_Request")]
#[repr(C)]
pub struct ListNodesRequest {}

/// The nodes of a container.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "composition_interfaces/srv/ListNodes_Response")]
pub struct ListNodesResponse {
    /// Full name of each node, with its namespace.
    pub full_node_names: Vec<String>,
    /// Number of each node in the container, in the same order.
    pub unique_ids: Vec<u64>,
}

ros_service! {
    /// Asks a container for the nodes that it has loaded.
    pub ListNodes: ListNodesRequest => ListNodesResponse
}
