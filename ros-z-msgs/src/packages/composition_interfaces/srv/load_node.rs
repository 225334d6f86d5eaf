// Written by ros-z-import from srv/LoadNode.srv of composition_interfaces 2.0.2. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::rcl_interfaces::Parameter;

/// Asks a container to load a node from a plugin.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "composition_interfaces/srv/LoadNode_Request")]
pub struct LoadNodeRequest {
    /// ROS package that contains the plugin.
    pub package_name: String,
    /// Name of the plugin in the package.
    pub plugin_name: String,
    /// Name for the node; empty for the name that the node chooses.
    pub node_name: String,
    /// Namespace for the node; empty for the namespace that the node chooses.
    pub node_namespace: String,
    /// Log level of the node: a constant of `rcl_interfaces/msg/Log`.
    pub log_level: u8,
    /// Remapping rules, `from:=to`.
    pub remap_rules: Vec<String>,
    /// Parameters that are set at the start.
    pub parameters: Vec<Parameter>,
    /// Arguments that only this kind of container knows.
    pub extra_arguments: Vec<Parameter>,
}

/// Reports whether the node was loaded.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "composition_interfaces/srv/LoadNode_Response")]
pub struct LoadNodeResponse {
    /// Whether it was loaded.
    pub success: bool,
    /// Reason for a failure; empty otherwise.
    pub error_message: String,
    /// Full name of the node, with its namespace.
    pub full_node_name: String,
    /// Number of the node in the container.
    pub unique_id: u64,
}

ros_service! {
    /// Asks a container to load a node from a plugin.
    pub LoadNode: LoadNodeRequest => LoadNodeResponse
}
