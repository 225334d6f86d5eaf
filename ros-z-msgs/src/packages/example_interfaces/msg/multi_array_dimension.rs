// Written by ros-z-import from msg/MultiArrayDimension.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// One dimension of a multi-dimensional array.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces", view)]
pub struct MultiArrayDimension {
    /// Name of the dimension.
    pub label: String,
    /// Number of entries along the dimension.
    pub size: u32,
    /// Number of elements from here to the end of this dimension: its size times the sizes of all inner
    /// dimensions.
    pub stride: u32,
}
