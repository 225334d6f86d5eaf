// Written by ros-z-import from msg/Int8.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A signed integer of 8 bits, for examples.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces")]
#[repr(C)]
pub struct Int8 {
    /// The value.
    pub data: i8,
}
