// Written by ros-z-import from msg/Accel.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Vector3;

/// A linear and an angular acceleration.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Accel {
    /// Linear acceleration, m/s².
    pub linear: Vector3,
    /// Angular acceleration about each axis, rad/s².
    pub angular: Vector3,
}
