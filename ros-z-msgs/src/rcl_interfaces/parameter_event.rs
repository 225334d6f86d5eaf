//! Changes to parameters. Their values are in `parameter`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::{Parameter, ParameterDescriptor};
use crate::builtin_interfaces::Time;

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

/// Descriptors of the parameters in a [`ParameterEvent`].
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct ParameterEventDescriptors {
    /// Descriptors of the parameters that are new.
    pub new_parameters: Vec<ParameterDescriptor>,
    /// Descriptors of the parameters that have a new value.
    pub changed_parameters: Vec<ParameterDescriptor>,
    /// Descriptors of the parameters that are gone.
    pub deleted_parameters: Vec<ParameterDescriptor>,
}
