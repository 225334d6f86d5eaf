//! Free vectors. Positions are in `point`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

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

/// A [`Vector3`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct Vector3Stamped {
    /// Time, and frame of the components.
    pub header: Header,
    /// The vector.
    pub vector: Vector3,
}
