// Written by ros-z-import from msg/Float64.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A number of double precision, for examples.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces")]
#[repr(C)]
pub struct Float64 {
    /// The value.
    pub data: f64,
}
