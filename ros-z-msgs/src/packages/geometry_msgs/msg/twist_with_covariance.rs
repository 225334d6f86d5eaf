// Written by ros-z-import from msg/TwistWithCovariance.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Twist;

/// A [`Twist`] with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", default)]
#[repr(C)]
pub struct TwistWithCovariance {
    /// The estimate.
    pub twist: Twist,
    /// Covariance matrix of 6 × 6, row by row, in the order linear x, y, z, angular x, y, z; m/s,
    /// rad/s.
    pub covariance: [f64; 36],
}
