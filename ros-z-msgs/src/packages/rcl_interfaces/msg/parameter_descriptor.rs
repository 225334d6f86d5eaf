// Written by ros-z-import from msg/ParameterDescriptor.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::rcl_interfaces::{FloatingPointRange, IntegerRange};

/// The type, meaning and limits of a parameter.
#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", default, view)]
pub struct ParameterDescriptor {
    /// Name of the parameter.
    pub name: String,
    /// Kind of the value: a constant of [`ParameterType`](super::ParameterType).
    pub r#type: u8,
    /// Purpose of the parameter.
    pub description: String,
    /// Limits in words, beside those below.
    pub additional_constraints: String,
    /// Whether the value cannot change after the start of the node.
    #[ros(default = false)]
    pub read_only: bool,
    /// Whether the kind of the value may change.
    #[ros(default = false)]
    pub dynamic_typing: bool,
    /// Allowed numbers, at most one range.
    #[ros(max_len = 1)]
    pub floating_point_range: Vec<FloatingPointRange>,
    /// Allowed integers, at most one range.
    #[ros(max_len = 1)]
    pub integer_range: Vec<IntegerRange>,
}
