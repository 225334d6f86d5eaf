// Written by ros-z-import from srv/DescribeParameters.srv of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::rcl_interfaces::ParameterDescriptor;

/// Asks for the descriptors of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/DescribeParameters_Request", view)]
pub struct DescribeParametersRequest {
    /// Names of the parameters.
    pub names: Vec<String>,
}

/// The descriptors of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/DescribeParameters_Response", view)]
pub struct DescribeParametersResponse {
    /// One for each name that was asked for, in that order.
    pub descriptors: Vec<ParameterDescriptor>,
}

ros_service! {
    /// Asks for the descriptors of parameters.
    pub DescribeParameters: DescribeParametersRequest => DescribeParametersResponse
}
