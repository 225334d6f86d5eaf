// Written by ros-z-import from msg/ParameterEventDescriptors.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::rcl_interfaces::ParameterDescriptor;

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
