// Written by ros-z-import from msg/GoalStatusArray.msg of action_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::action_msgs::GoalStatus;

/// The status of all goals of an action server.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "action_msgs", view)]
pub struct GoalStatusArray {
    /// The goals.
    pub status_list: Vec<GoalStatus>,
}
