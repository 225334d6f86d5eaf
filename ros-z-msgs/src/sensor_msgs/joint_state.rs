//! States of joints. Commands over time are in `trajectory_msgs`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::{Transform, Twist, Wrench};
use crate::std_msgs::Header;

/// The state of joints with one degree of freedom.
///
/// The sequences are as long as `name`, or empty where a quantity is not known.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct JointState {
    /// Time of the states.
    pub header: Header,
    /// Names of the joints.
    pub name: Vec<String>,
    /// Position of each joint, rad or m.
    pub position: Vec<f64>,
    /// Velocity of each joint, rad/s or m/s.
    pub velocity: Vec<f64>,
    /// Effort in each joint, N·m or N.
    pub effort: Vec<f64>,
}

/// The state of joints with several degrees of freedom.
///
/// The sequences are as long as `joint_names`, or empty where a quantity is not known.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct MultiDOFJointState {
    /// Time of the states, and their frame.
    pub header: Header,
    /// Names of the joints.
    pub joint_names: Vec<String>,
    /// Pose of each joint.
    pub transforms: Vec<Transform>,
    /// Velocity of each joint.
    pub twist: Vec<Twist>,
    /// Force and torque in each joint.
    pub wrench: Vec<Wrench>,
}
