//! Poses with their uncertainty. Exact poses are in `pose`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::Pose;
use crate::std_msgs::Header;

/// A [`Pose`] with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct PoseWithCovariance {
    /// The estimate.
    pub pose: Pose,
    /// Covariance matrix of 6 × 6, row by row, in the order x, y, z, rotation about X, Y, Z; m,
    /// rad.
    pub covariance: [f64; 36],
}

impl Default for PoseWithCovariance {
    fn default() -> Self {
        Self {
            pose: Pose::default(),
            covariance: [0.0; 36],
        }
    }
}

/// A [`PoseWithCovariance`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct PoseWithCovarianceStamped {
    /// Time, and frame of the pose.
    pub header: Header,
    /// The estimate and its uncertainty.
    pub pose: PoseWithCovariance,
}
