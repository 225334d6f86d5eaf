// Written by ros-z-import from srv/SetParameters.srv of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::rcl_interfaces::{Parameter, SetParametersResult};

/// Asks a node to set parameters, each on its own.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/SetParameters_Request", view)]
pub struct SetParametersRequest {
    /// The values to set.
    pub parameters: Vec<Parameter>,
}

/// Reports for each parameter whether it was set.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/SetParameters_Response", view)]
pub struct SetParametersResponse {
    /// One for each parameter, in the order of the request.
    pub results: Vec<SetParametersResult>,
}

ros_service! {
    /// Asks a node to set parameters, each on its own.
    pub SetParameters: SetParametersRequest => SetParametersResponse
}
