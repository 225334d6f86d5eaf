//! Forces and torques. The mass they act on is in `inertia`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::Vector3;
use crate::std_msgs::Header;

/// A force together with a torque.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Wrench {
    /// Force, N.
    pub force: Vector3,
    /// Torque about each axis, N·m.
    pub torque: Vector3,
}

/// A [`Wrench`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct WrenchStamped {
    /// Time, and frame of the wrench.
    pub header: Header,
    /// The force and the torque.
    pub wrench: Wrench,
}
