// Written by ros-z-import from msg/PoseStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Pose;
use crate::std_msgs::Header;

/// A [`Pose`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct PoseStamped {
    /// Time, and frame of the pose.
    pub header: Header,
    /// The pose.
    pub pose: Pose,
}
