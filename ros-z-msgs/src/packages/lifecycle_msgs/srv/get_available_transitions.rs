// Written by ros-z-import from srv/GetAvailableTransitions.srv of lifecycle_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::lifecycle_msgs::TransitionDescription;

/// Asks a managed node for its transitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "lifecycle_msgs/srv/GetAvailableTransitions_Request")]
#[repr(C)]
pub struct GetAvailableTransitionsRequest {}

/// Transitions of a managed node.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(
    type_name = "lifecycle_msgs/srv/GetAvailableTransitions_Response",
    view
)]
pub struct GetAvailableTransitionsResponse {
    /// The transitions.
    pub available_transitions: Vec<TransitionDescription>,
}

ros_service! {
    /// Asks a managed node for its transitions.
    pub GetAvailableTransitions: GetAvailableTransitionsRequest => GetAvailableTransitionsResponse
}
