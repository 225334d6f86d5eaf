//! Trajectories of joints with one degree of freedom.
//! Those with more are in `multi_dof_joint_trajectory`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Duration;
use crate::std_msgs::Header;

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

/// The motion of joints with one degree of freedom.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "trajectory_msgs", view, loan)]
pub struct JointTrajectory {
    /// Time to start at; zero means at once.
    pub header: Header,
    /// Names of the joints.
    pub joint_names: Vec<String>,
    /// The way points, by rising time.
    pub points: Vec<JointTrajectoryPoint>,
}
