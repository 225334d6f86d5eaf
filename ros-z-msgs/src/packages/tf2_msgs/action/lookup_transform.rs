// Written by ros-z-import from action/LookupTransform.action of tf2_msgs 0.36.4. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::builtin_interfaces::{Duration, Time};
use crate::geometry_msgs::TransformStamped;
use crate::tf2_msgs::TF2Error;
use crate::unique_identifier_msgs::UUID;

/// Asks a transform buffer for the transform between two frames, and waits until it is known.
///
/// The simple form needs one time, the advanced form two times and a frame that does not move between them.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/action/LookupTransform_Goal")]
pub struct LookupTransformGoal {
    /// Frame of the result.
    pub target_frame: String,
    /// Frame of the data to be transformed.
    pub source_frame: String,
    /// Time of the data; 0 means the latest time with a transform.
    pub source_time: Time,
    /// Longest time to wait.
    pub timeout: Duration,
    /// Time at which the target frame is looked at, in the advanced form.
    pub target_time: Time,
    /// Frame that does not move between the two times, in the advanced form.
    pub fixed_frame: String,
    /// Whether to use the advanced form.
    pub advanced: bool,
}

/// A transform, or the reason why there is none.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/action/LookupTransform_Result")]
pub struct LookupTransformResult {
    /// The transform.
    pub transform: TransformStamped,
    /// The outcome.
    pub error: TF2Error,
}

/// No feedback.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/action/LookupTransform_Feedback")]
#[repr(C)]
pub struct LookupTransformFeedback {}

/// Asks the server to take on a goal.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/action/LookupTransform_SendGoal_Request")]
pub struct LookupTransformSendGoalRequest {
    /// Identifies the goal.
    pub goal_id: UUID,
    /// The goal.
    pub goal: LookupTransformGoal,
}

/// The server's decision about a goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/action/LookupTransform_SendGoal_Response")]
#[repr(C)]
pub struct LookupTransformSendGoalResponse {
    /// Whether the server takes on the goal.
    pub accepted: bool,
    /// Time of the decision.
    pub stamp: Time,
}

/// Asks for the result of a goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/action/LookupTransform_GetResult_Request")]
#[repr(C)]
pub struct LookupTransformGetResultRequest {
    /// Identifies the goal.
    pub goal_id: UUID,
}

/// The result of a goal, and how it ended.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/action/LookupTransform_GetResult_Response")]
pub struct LookupTransformGetResultResponse {
    /// How the goal ended: a constant of `action_msgs/msg/GoalStatus`.
    pub status: i8,
    /// The result.
    pub result: LookupTransformResult,
}

/// Feedback with the goal that it belongs to.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/action/LookupTransform_FeedbackMessage")]
pub struct LookupTransformFeedbackMessage {
    /// Identifies the goal.
    pub goal_id: UUID,
    /// The feedback.
    pub feedback: LookupTransformFeedback,
}

ros_service! {
    /// Sends a goal to the server.
    pub LookupTransformSendGoal: LookupTransformSendGoalRequest => LookupTransformSendGoalResponse
}

ros_service! {
    /// Waits for the result of a goal.
    pub LookupTransformGetResult: LookupTransformGetResultRequest => LookupTransformGetResultResponse
}
