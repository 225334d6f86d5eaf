// Written by ros-z-import from msg/ParameterEvent.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Time;
use crate::rcl_interfaces::Parameter;

/// Changes of a node's parameters, published on `/parameter_events`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct ParameterEvent {
    /// Time of the change.
    pub stamp: Time,
    /// Full name of the node.
    pub node: String,
    /// Parameters that are new.
    pub new_parameters: Vec<Parameter>,
    /// Parameters that have a new value.
    pub changed_parameters: Vec<Parameter>,
    /// Parameters that are gone.
    pub deleted_parameters: Vec<Parameter>,
}
