// Written by ros-z-import from msg/MultiDOFJointState.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::{Transform, Twist, Wrench};
use crate::std_msgs::Header;

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
