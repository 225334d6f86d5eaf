// Written by ros-z-import from srv/GetState.srv of lifecycle_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::lifecycle_msgs::State;

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
    /// Asks a managed node for its state.
    pub GetState: GetStateRequest => GetStateResponse
}
