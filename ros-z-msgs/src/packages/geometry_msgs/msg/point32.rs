// Written by ros-z-import from msg/Point32.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A position in space, in single precision.
///
/// It halves the size of large sets of points; prefer [`Point`] elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Point32 {
    /// Coordinate along X, m.
    pub x: f32,
    /// Coordinate along Y, m.
    pub y: f32,
    /// Coordinate along Z, m.
    pub z: f32,
}
