// Written by ros-z-import from msg/Parameter.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::rcl_interfaces::ParameterValue;

/// A parameter of a node.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct Parameter {
    /// Name, with dots between its parts.
    pub name: String,
    /// Value.
    pub value: ParameterValue,
}
