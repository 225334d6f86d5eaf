// Written by ros-z-import from msg/Point.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A position in space.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Point {
    /// Coordinate along X, m.
    pub x: f64,
    /// Coordinate along Y, m.
    pub y: f64,
    /// Coordinate along Z, m.
    pub z: f64,
}
