// Written by ros-z-import from msg/Vector3.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A vector in space: a direction with a length, but without a position.
///
/// The unit depends on the quantity.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Vector3 {
    /// Component along X.
    pub x: f64,
    /// Component along Y.
    pub y: f64,
    /// Component along Z.
    pub z: f64,
}
