// Written by ros-z-import from msg/InteractiveMarkerPose.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Pose;
use crate::std_msgs::Header;

/// A new pose for an existing interactive marker.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view)]
pub struct InteractiveMarkerPose {
    /// Time, and frame of the pose.
    pub header: Header,
    /// New pose of the marker.
    pub pose: Pose,
    /// Name of the marker.
    pub name: String,
}
