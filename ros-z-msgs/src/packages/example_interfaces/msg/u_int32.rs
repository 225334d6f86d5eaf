// Written by ros-z-import from msg/UInt32.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// An unsigned integer of 32 bits, for examples.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces")]
#[repr(C)]
pub struct UInt32 {
    /// The value.
    pub data: u32,
}
