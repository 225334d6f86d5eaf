// Written by ros-z-import from msg/Pose2D.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

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
