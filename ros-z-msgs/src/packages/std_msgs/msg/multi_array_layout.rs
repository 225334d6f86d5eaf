// Written by ros-z-import from msg/MultiArrayLayout.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::MultiArrayDimension;

/// The shape of a multi-dimensional array stored in one sequence.
///
/// Element (i, j, k) is at `data_offset + dim[1].stride * i + dim[2].stride * j + k`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct MultiArrayLayout {
    /// The dimensions, outermost first.
    pub dim: Vec<MultiArrayDimension>,
    /// Number of elements before the first one of the array.
    pub data_offset: u32,
}
