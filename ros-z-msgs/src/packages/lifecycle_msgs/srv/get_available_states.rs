// Written by ros-z-import from srv/GetAvailableStates.srv of lifecycle_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::lifecycle_msgs::State;

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

ros_service! {
    /// Asks a managed node for all its states.
    pub GetAvailableStates: GetAvailableStatesRequest => GetAvailableStatesResponse
}
