//! Descriptions of parameters. Their values are in `parameter`.

use ros_z_core::{RosMessage, SizeEstimation};

/// The range of a floating-point parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces")]
#[repr(C)]
pub struct FloatingPointRange {
    /// Smallest number.
    pub from_value: f64,
    /// Largest number.
    pub to_value: f64,
    /// Distance between allowed numbers, from `from_value` on; 0 for all.
    pub step: f64,
}

/// The range of an integer parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces")]
#[repr(C)]
pub struct IntegerRange {
    /// Smallest integer.
    pub from_value: i64,
    /// Largest integer.
    pub to_value: i64,
    /// Distance between allowed integers, from `from_value` on; 0 for all.
    pub step: u64,
}

/// The type, meaning and limits of a parameter.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
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
    pub read_only: bool,
    /// Whether the kind of the value may change.
    pub dynamic_typing: bool,
    /// Allowed numbers, at most one range.
    #[ros(max_len = 1)]
    pub floating_point_range: Vec<FloatingPointRange>,
    /// Allowed integers, at most one range.
    #[ros(max_len = 1)]
    pub integer_range: Vec<IntegerRange>,
}
