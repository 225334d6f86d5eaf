// Written by ros-z-import from msg/GoalInfo.msg of action_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Time;
use crate::unique_identifier_msgs::UUID;

/// The identity of a goal and the time it was accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "action_msgs")]
#[repr(C)]
pub struct GoalInfo {
    /// Identifier of the goal.
    pub goal_id: UUID,
    /// Time when the goal was accepted.
    pub stamp: Time,
}
