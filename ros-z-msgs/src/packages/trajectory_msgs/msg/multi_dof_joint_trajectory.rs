// Written by ros-z-import from msg/MultiDOFJointTrajectory.msg of trajectory_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;
use crate::trajectory_msgs::MultiDOFJointTrajectoryPoint;

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
