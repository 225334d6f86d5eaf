// Written by ros-z-import from msg/IntegerRange.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

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
