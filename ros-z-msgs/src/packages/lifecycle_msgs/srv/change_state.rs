// Written by ros-z-import from srv/ChangeState.srv of lifecycle_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::lifecycle_msgs::Transition;

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

ros_service! {
    /// Asks a managed node to go through a transition.
    pub ChangeState: ChangeStateRequest => ChangeStateResponse
}
