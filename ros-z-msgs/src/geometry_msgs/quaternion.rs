//! Orientations. Together with a position they are in `pose`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// An orientation or a rotation in space, as a unit quaternion.
///
/// The default is the identity rotation, `w` = 1.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Quaternion {
    /// Component of the vector part along X.
    pub x: f64,
    /// Component of the vector part along Y.
    pub y: f64,
    /// Component of the vector part along Z.
    pub z: f64,
    /// Scalar part.
    pub w: f64,
}

impl Default for Quaternion {
    fn default() -> Self {
        Self {
            x: 0.0,
            y: 0.0,
            z: 0.0,
            w: 1.0,
        }
    }
}

/// A [`Quaternion`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct QuaternionStamped {
    /// Time, and frame of the orientation.
    pub header: Header,
    /// The orientation.
    pub quaternion: Quaternion,
}
