// Written by ros-z-import from srv/ListParameters.srv of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants, ros_service};

use crate::rcl_interfaces::ListParametersResult;

/// Asks for the names of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/ListParameters_Request", view)]
pub struct ListParametersRequest {
    /// Prefixes of the names that are wanted; all names if empty.
    pub prefixes: Vec<String>,
    /// Number of levels below the prefix, or [`DEPTH_RECURSIVE`](Self::DEPTH_RECURSIVE).
    pub depth: u64,
}

#[ros_constants]
impl ListParametersRequest {
    /// No limit to the number of levels.
    pub const DEPTH_RECURSIVE: u64 = 0;
}

/// The names of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/ListParameters_Response", view)]
pub struct ListParametersResponse {
    /// The names and prefixes that were found.
    pub result: ListParametersResult,
}

ros_service! {
    /// Asks for the names of parameters.
    pub ListParameters: ListParametersRequest => ListParametersResponse
}
