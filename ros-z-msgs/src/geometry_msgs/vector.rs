//! Free vectors. Positions are in `point`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// A vector in space: a direction with a length, but without a place.
///
/// The unit is that of the quantity it stands for.
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
    /// Time, and frame that the components are given in.
    pub header: Header,
    /// The vector.
    pub vector: Vector3,
}
