// Written by ros-z-import from srv/SetParametersAtomically.srv of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::rcl_interfaces::{Parameter, SetParametersResult};

/// Asks a node to set either all of the parameters or none.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/SetParametersAtomically_Request", view)]
pub struct SetParametersAtomicallyRequest {
    /// The values to set.
    pub parameters: Vec<Parameter>,
}

/// Reports whether the parameters were set.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(
    type_name = "rcl_interfaces/srv/SetParametersAtomically_Response",
    view
)]
pub struct SetParametersAtomicallyResponse {
    /// Outcome for all of them.
    pub result: SetParametersResult,
}

ros_service! {
    /// Asks a node to set either all of the parameters or none.
    pub SetParametersAtomically: SetParametersAtomicallyRequest => SetParametersAtomicallyResponse
}
