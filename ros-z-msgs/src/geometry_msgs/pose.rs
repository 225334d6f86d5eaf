//! Positions with orientations. Relations between two frames are in `transform`,
//! uncertain poses in `pose_with_covariance`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::{Point, Quaternion};
use crate::std_msgs::Header;

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

/// A position and a heading in a plane.
///
/// ROS 2 deprecates this type in favour of [`Pose`].
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Pose2D {
    /// Coordinate along X, m.
    pub x: f64,
    /// Coordinate along Y, m.
    pub y: f64,
    /// Heading about Z, counter-clockwise from X, rad.
    pub theta: f64,
}

/// A [`Pose`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct PoseStamped {
    /// Time, and frame of the pose.
    pub header: Header,
    /// The pose.
    pub pose: Pose,
}

/// Any number of poses that share a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct PoseArray {
    /// Time, and frame of the poses.
    pub header: Header,
    /// The poses.
    pub poses: Vec<Pose>,
}
