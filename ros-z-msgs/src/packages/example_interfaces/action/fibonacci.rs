// Written by ros-z-import from action/Fibonacci.action of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::builtin_interfaces::Time;
use crate::unique_identifier_msgs::UUID;

/// An example of an action: computes the Fibonacci sequence.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/action/Fibonacci_Goal")]
#[repr(C)]
pub struct FibonacciGoal {
    /// Index of the last number.
    pub order: i32,
}

/// The finished sequence.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/action/Fibonacci_Result")]
pub struct FibonacciResult {
    /// The numbers.
    pub sequence: Vec<i32>,
}

/// The sequence so far.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/action/Fibonacci_Feedback")]
pub struct FibonacciFeedback {
    /// The numbers.
    pub sequence: Vec<i32>,
}

/// Asks the server to take on a goal.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/action/Fibonacci_SendGoal_Request")]
pub struct FibonacciSendGoalRequest {
    /// Identifies the goal.
    pub goal_id: UUID,
    /// The goal.
    pub goal: FibonacciGoal,
}

/// The server's decision about a goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/action/Fibonacci_SendGoal_Response")]
#[repr(C)]
pub struct FibonacciSendGoalResponse {
    /// Whether the server takes on the goal.
    pub accepted: bool,
    /// Time of the decision.
    pub stamp: Time,
}

/// Asks for the result of a goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/action/Fibonacci_GetResult_Request")]
#[repr(C)]
pub struct FibonacciGetResultRequest {
    /// Identifies the goal.
    pub goal_id: UUID,
}

/// The result of a goal, and how it ended.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/action/Fibonacci_GetResult_Response")]
pub struct FibonacciGetResultResponse {
    /// How the goal ended: a constant of `action_msgs/msg/GoalStatus`.
    pub status: i8,
    /// The result.
    pub result: FibonacciResult,
}

/// Feedback with the goal that it belongs to.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/action/Fibonacci_FeedbackMessage")]
pub struct FibonacciFeedbackMessage {
    /// Identifies the goal.
    pub goal_id: UUID,
    /// The feedback.
    pub feedback: FibonacciFeedback,
}

ros_service! {
    /// Sends a goal to the server.
    pub FibonacciSendGoal: FibonacciSendGoalRequest => FibonacciSendGoalResponse
}

ros_service! {
    /// Waits for the result of a goal.
    pub FibonacciGetResult: FibonacciGetResultRequest => FibonacciGetResultResponse
}
