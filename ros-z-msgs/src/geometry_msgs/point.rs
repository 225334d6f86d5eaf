//! Positions in space. Vectors without a position are in `vector`, outlines in `polygon`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

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

/// A [`Point`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct PointStamped {
    /// Time, and frame of the coordinates.
    pub header: Header,
    /// The position.
    pub point: Point,
}
