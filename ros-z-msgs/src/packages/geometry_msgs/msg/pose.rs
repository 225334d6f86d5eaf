// Written by ros-z-import from msg/Pose.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::{Point, Quaternion};

/// A position together with an orientation.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Pose {
    /// The position.
    pub position: Point,
    /// The orientation.
    pub orientation: Quaternion,
}
