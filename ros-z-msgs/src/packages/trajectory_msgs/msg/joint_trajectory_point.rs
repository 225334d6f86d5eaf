// Written by ros-z-import from msg/JointTrajectoryPoint.msg of trajectory_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Duration;

/// The state of all joints of a [`JointTrajectory`] at one time.
///
/// The sequences follow `joint_names` of the trajectory, or are empty for an absent quantity.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "trajectory_msgs", view, loan)]
pub struct JointTrajectoryPoint {
    /// Position of each joint, rad or m.
    pub positions: Vec<f64>,
    /// Velocity of each joint, rad/s or m/s.
    pub velocities: Vec<f64>,
    /// Acceleration of each joint, rad/s² or m/s².
    pub accelerations: Vec<f64>,
    /// Effort in each joint, N·m or N.
    pub effort: Vec<f64>,
    /// Time since the start of the trajectory.
    pub time_from_start: Duration,
}
