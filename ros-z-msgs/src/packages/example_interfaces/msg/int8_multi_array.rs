// Written by ros-z-import from msg/Int8MultiArray.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::example_interfaces::MultiArrayLayout;

/// An array of signed integers of 8 bits with any number of dimensions, for examples.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces", view, loan)]
pub struct Int8MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<i8>,
}
