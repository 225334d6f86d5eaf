// Written by ros-z-import from msg/Transform.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::{Quaternion, Vector3};

/// The relation between two coordinate frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Transform {
    /// Position of the child's origin in the parent frame, m.
    pub translation: Vector3,
    /// Orientation of the child frame in the parent frame.
    pub rotation: Quaternion,
}
