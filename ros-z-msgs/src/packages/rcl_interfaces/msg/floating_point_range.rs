// Written by ros-z-import from msg/FloatingPointRange.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

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
