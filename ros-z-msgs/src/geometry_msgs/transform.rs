//! Relations between two frames. Poses of things in a frame are in `pose`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::{Quaternion, Vector3};
use crate::std_msgs::Header;

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
