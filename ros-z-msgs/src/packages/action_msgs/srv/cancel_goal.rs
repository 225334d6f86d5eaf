// Written by ros-z-import from srv/CancelGoal.srv of action_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants, ros_service};

use crate::action_msgs::GoalInfo;

/// Asks an action server to cancel goals.
///
/// A zero identifier means all goals, a zero time means any time; with both set, the goal
/// itself and all goals accepted up to that time are cancelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "action_msgs/srv/CancelGoal_Request")]
#[repr(C)]
pub struct CancelGoalRequest {
    /// The goals to cancel.
    pub goal_info: GoalInfo,
}

/// Lists the goals that are being cancelled.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "action_msgs/srv/CancelGoal_Response", view)]
pub struct CancelGoalResponse {
    /// Outcome: one of the constants.
    pub return_code: i8,
    /// The goals that are being cancelled.
    pub goals_canceling: Vec<GoalInfo>,
}

#[ros_constants]
impl CancelGoalResponse {
    /// The request was accepted.
    pub const ERROR_NONE: i8 = 0;
    /// The request was refused.
    pub const ERROR_REJECTED: i8 = 1;
    /// There is no such goal.
    pub const ERROR_UNKNOWN_GOAL_ID: i8 = 2;
    /// The goal has already ended.
    pub const ERROR_GOAL_TERMINATED: i8 = 3;
}

ros_service! {
    /// Asks an action server to cancel goals.
    ///
    /// A zero identifier means all goals, a zero time means any time; with both set, the goal
    /// itself and all goals accepted up to that time are cancelled.
    pub CancelGoal: CancelGoalRequest => CancelGoalResponse
}
