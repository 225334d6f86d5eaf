// Written by ros-z-import from msg/Wrench.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Vector3;

/// A force together with a torque.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Wrench {
    /// Force, N.
    pub force: Vector3,
    /// Torque about each axis, N·m.
    pub torque: Vector3,
}
