// Written by ros-z-import from srv/UnloadNode.srv of composition_interfaces 2.0.2. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// Asks a container to remove a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "composition_interfaces/srv/UnloadNode_Request")]
#[repr(C)]
pub struct UnloadNodeRequest {
    /// Number of the node in the container.
    pub unique_id: u64,
}

/// Reports whether the node was removed.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "composition_interfaces/srv/UnloadNode_Response")]
pub struct UnloadNodeResponse {
    /// Whether the node existed and is removed.
    pub success: bool,
    /// Reason for a failure; empty otherwise.
    pub error_message: String,
}

ros_service! {
    /// Asks a container to remove a node.
    pub UnloadNode: UnloadNodeRequest => UnloadNodeResponse
}
