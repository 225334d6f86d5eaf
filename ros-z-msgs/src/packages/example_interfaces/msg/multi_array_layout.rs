// Written by ros-z-import from msg/MultiArrayLayout.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::example_interfaces::MultiArrayDimension;

/// The shape of a multi-dimensional array.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces", view, loan)]
pub struct MultiArrayLayout {
    /// The dimensions, outermost first.
    pub dim: Vec<MultiArrayDimension>,
    /// Number of elements before the first one of the array.
    pub data_offset: u32,
}
