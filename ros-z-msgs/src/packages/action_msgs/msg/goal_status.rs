// Written by ros-z-import from msg/GoalStatus.msg of action_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::action_msgs::GoalInfo;

/// The status of one goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "action_msgs")]
#[repr(C)]
pub struct GoalStatus {
    /// The goal.
    pub goal_info: GoalInfo,
    /// Its status: one of the constants.
    pub status: i8,
}

#[ros_constants]
impl GoalStatus {
    /// The status was not set.
    pub const STATUS_UNKNOWN: i8 = 0;
    /// The goal is accepted and waits.
    pub const STATUS_ACCEPTED: i8 = 1;
    /// The goal is being worked on.
    pub const STATUS_EXECUTING: i8 = 2;
    /// The goal is being cancelled on request.
    pub const STATUS_CANCELING: i8 = 3;
    /// The goal was reached.
    pub const STATUS_SUCCEEDED: i8 = 4;
    /// The goal was cancelled on request.
    pub const STATUS_CANCELED: i8 = 5;
    /// The server aborted the goal.
    pub const STATUS_ABORTED: i8 = 6;
}
