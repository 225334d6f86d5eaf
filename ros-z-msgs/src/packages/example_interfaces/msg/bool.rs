// Written by ros-z-import from msg/Bool.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A truth value, for examples.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces")]
#[repr(C)]
pub struct Bool {
    /// The value.
    pub data: bool,
}
