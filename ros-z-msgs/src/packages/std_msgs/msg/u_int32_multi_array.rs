// Written by ros-z-import from msg/UInt32MultiArray.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::MultiArrayLayout;

/// A multi-dimensional array of `u32`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct UInt32MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<u32>,
}
