//! Velocities. Their derivatives are in `accel`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::Vector3;
use crate::std_msgs::Header;

/// A linear and an angular velocity.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Twist {
    /// Linear velocity, m/s.
    pub linear: Vector3,
    /// Angular velocity about each axis, rad/s.
    pub angular: Vector3,
}

/// A [`Twist`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct TwistStamped {
    /// Time, and frame of the velocities.
    pub header: Header,
    /// The velocities.
    pub twist: Twist,
}

/// A [`Twist`] with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct TwistWithCovariance {
    /// The estimate.
    pub twist: Twist,
    /// Covariance matrix of 6 × 6, row by row, in the order linear x, y, z, angular x, y, z; m/s,
    /// rad/s.
    pub covariance: [f64; 36],
}

impl Default for TwistWithCovariance {
    fn default() -> Self {
        Self {
            twist: Twist::default(),
            covariance: [0.0; 36],
        }
    }
}

/// A [`TwistWithCovariance`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct TwistWithCovarianceStamped {
    /// Time, and frame of the velocities.
    pub header: Header,
    /// The estimate and its uncertainty.
    pub twist: TwistWithCovariance,
}

/// The velocity of one frame, seen from another and written in a third.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct VelocityStamped {
    /// Time, and frame of the components.
    pub header: Header,
    /// Frame that moves.
    pub body_frame_id: String,
    /// Frame that the motion is measured against.
    pub reference_frame_id: String,
    /// The velocities, m/s and rad/s.
    pub velocity: Twist,
}
