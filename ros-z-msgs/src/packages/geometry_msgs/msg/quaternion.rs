// Written by ros-z-import from msg/Quaternion.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// An orientation or a rotation in space, as a unit quaternion.
///
/// The default is the identity rotation, `w` = 1.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", default)]
#[repr(C)]
pub struct Quaternion {
    /// Component of the vector part along X.
    #[ros(default = 0.0)]
    pub x: f64,
    /// Component of the vector part along Y.
    #[ros(default = 0.0)]
    pub y: f64,
    /// Component of the vector part along Z.
    #[ros(default = 0.0)]
    pub z: f64,
    /// Scalar part.
    #[ros(default = 1.0)]
    pub w: f64,
}
