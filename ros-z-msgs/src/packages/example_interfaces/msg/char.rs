// Written by ros-z-import from msg/Char.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A character of 8 bits, for examples.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces")]
#[repr(C)]
pub struct Char {
    /// The value.
    #[ros(char)]
    pub data: u8,
}
