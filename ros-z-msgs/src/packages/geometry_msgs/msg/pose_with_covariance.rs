// Written by ros-z-import from msg/PoseWithCovariance.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Pose;

/// A [`Pose`] with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", default)]
#[repr(C)]
pub struct PoseWithCovariance {
    /// The estimate.
    pub pose: Pose,
    /// Covariance matrix of 6 × 6, row by row, in the order x, y, z, rotation about X, Y, Z; m,
    /// rad.
    pub covariance: [f64; 36],
}
