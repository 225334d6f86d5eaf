// Written by ros-z-import from srv/GetParameters.srv of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::rcl_interfaces::ParameterValue;

/// Asks for the values of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetParameters_Request", view)]
pub struct GetParametersRequest {
    /// Names of the parameters.
    pub names: Vec<String>,
}

/// The values of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetParameters_Response", view)]
pub struct GetParametersResponse {
    /// One for each name that was asked for, in that order.
    pub values: Vec<ParameterValue>,
}

ros_service! {
    /// Asks for the values of parameters.
    pub GetParameters: GetParametersRequest => GetParametersResponse
}
