//! Accelerations. Velocities are in `twist`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::Vector3;
use crate::std_msgs::Header;

/// A linear and an angular acceleration.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Accel {
    /// Linear acceleration, m/s².
    pub linear: Vector3,
    /// Angular acceleration about each axis, rad/s².
    pub angular: Vector3,
}

/// An [`Accel`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct AccelStamped {
    /// Time, and frame of the accelerations.
    pub header: Header,
    /// The accelerations.
    pub accel: Accel,
}

/// An [`Accel`] with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct AccelWithCovariance {
    /// The estimate.
    pub accel: Accel,
    /// Covariance matrix of 6 × 6, row by row, in the order linear x, y, z, angular x, y, z; m/s²,
    /// rad/s².
    pub covariance: [f64; 36],
}

impl Default for AccelWithCovariance {
    fn default() -> Self {
        Self {
            accel: Accel::default(),
            covariance: [0.0; 36],
        }
    }
}

/// An [`AccelWithCovariance`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct AccelWithCovarianceStamped {
    /// Time, and frame of the accelerations.
    pub header: Header,
    /// The estimate and its uncertainty.
    pub accel: AccelWithCovariance,
}
