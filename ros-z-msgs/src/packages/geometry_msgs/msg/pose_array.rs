// Written by ros-z-import from msg/PoseArray.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Pose;
use crate::std_msgs::Header;

/// Any number of poses that share a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct PoseArray {
    /// Time, and frame of the poses.
    pub header: Header,
    /// The poses.
    pub poses: Vec<Pose>,
}
