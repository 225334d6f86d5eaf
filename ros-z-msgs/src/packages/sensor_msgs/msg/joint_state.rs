// Written by ros-z-import from msg/JointState.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

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
