// Written by ros-z-import from msg/MultiDOFJointTrajectoryPoint.msg of trajectory_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Duration;
use crate::geometry_msgs::{Transform, Twist};

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
