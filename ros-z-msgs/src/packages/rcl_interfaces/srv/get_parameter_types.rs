// Written by ros-z-import from srv/GetParameterTypes.srv of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// Asks for the kinds of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetParameterTypes_Request", view)]
pub struct GetParameterTypesRequest {
    /// Names of the parameters.
    pub names: Vec<String>,
}

/// The kinds of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetParameterTypes_Response", view)]
pub struct GetParameterTypesResponse {
    /// A constant of [`ParameterType`](super::ParameterType) for each name, in that order.
    pub types: Vec<u8>,
}

ros_service! {
    /// Asks for the kinds of parameters.
    pub GetParameterTypes: GetParameterTypesRequest => GetParameterTypesResponse
}
