//! Services of managed nodes. The states and transitions they carry are messages.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use super::{State, Transition, TransitionDescription};

/// Asks a managed node to go through a transition.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "lifecycle_msgs/srv/ChangeState_Request", view)]
pub struct ChangeStateRequest {
    /// The transition, by its number, or by its label if the number is 0.
    pub transition: Transition,
}

/// Reports whether the transition succeeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "lifecycle_msgs/srv/ChangeState_Response")]
#[repr(C)]
pub struct ChangeStateResponse {
    /// Whether it succeeded.
    pub success: bool,
}

/// Asks a managed node for all its states.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "lifecycle_msgs/srv/GetAvailableStates_Request")]
#[repr(C)]
pub struct GetAvailableStatesRequest {}

/// All states of a managed node.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "lifecycle_msgs/srv/GetAvailableStates_Response", view)]
pub struct GetAvailableStatesResponse {
    /// The states.
    pub available_states: Vec<State>,
}

/// Asks a managed node for its transitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "lifecycle_msgs/srv/GetAvailableTransitions_Request")]
#[repr(C)]
pub struct GetAvailableTransitionsRequest {}

/// Transitions of a managed node.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "lifecycle_msgs/srv/GetAvailableTransitions_Response", view)]
pub struct GetAvailableTransitionsResponse {
    /// The transitions.
    pub available_transitions: Vec<TransitionDescription>,
}

/// Asks a managed node for its state.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "lifecycle_msgs/srv/GetState_Request")]
#[repr(C)]
pub struct GetStateRequest {}

/// The state of a managed node.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "lifecycle_msgs/srv/GetState_Response", view)]
pub struct GetStateResponse {
    /// The state now.
    pub current_state: State,
}

ros_service! {
    /// Asks a managed node to go through a transition.
    pub ChangeState: ChangeStateRequest => ChangeStateResponse
}

ros_service! {
    /// Asks a managed node for all its states.
    pub GetAvailableStates: GetAvailableStatesRequest => GetAvailableStatesResponse
}

ros_service! {
    /// Asks a managed node for its transitions.
    pub GetAvailableTransitions: GetAvailableTransitionsRequest => GetAvailableTransitionsResponse
}

ros_service! {
    /// Asks a managed node for its state.
    pub GetState: GetStateRequest => GetStateResponse
}
