//! Trajectories of joints with several degrees of freedom.
//! Those with one are in `joint_trajectory`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Duration;
use crate::geometry_msgs::{Transform, Twist};
use crate::std_msgs::Header;

/// The state of all joints of a [`MultiDOFJointTrajectory`] at one time.
///
/// The sequences follow `joint_names` of the trajectory, or are empty where a quantity is not
/// given.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "trajectory_msgs", view, loan)]
pub struct MultiDOFJointTrajectoryPoint {
    /// Pose of each joint.
    pub transforms: Vec<Transform>,
    /// Velocity of each joint.
    pub velocities: Vec<Twist>,
    /// Acceleration of each joint, m/s² and rad/s².
    pub accelerations: Vec<Twist>,
    /// Time since the start of the trajectory.
    pub time_from_start: Duration,
}

/// The motion of joints with several degrees of freedom.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "trajectory_msgs", view, loan)]
pub struct MultiDOFJointTrajectory {
    /// Time to start at, zero meaning at once, and frame of the motion.
    pub header: Header,
    /// Names of the joints.
    pub joint_names: Vec<String>,
    /// The way points, by rising time.
    pub points: Vec<MultiDOFJointTrajectoryPoint>,
}
