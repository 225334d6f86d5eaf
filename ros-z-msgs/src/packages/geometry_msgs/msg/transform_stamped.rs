// Written by ros-z-import from msg/TransformStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Transform;
use crate::std_msgs::Header;

/// A [`Transform`] with its time and the names of both frames.
///
/// It transforms coordinates from frame `child_frame_id` to frame `header.frame_id`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct TransformStamped {
    /// Time, and name of the parent frame.
    pub header: Header,
    /// Name of the child frame.
    pub child_frame_id: String,
    /// Pose of the child frame in the parent frame.
    pub transform: Transform,
}
