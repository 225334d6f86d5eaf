// Written by ros-z-import from srv/SetBool.srv of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// An example of a service with one argument: switches something on or off.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/SetBool_Request")]
#[repr(C)]
pub struct SetBoolRequest {
    /// Whether to switch it on.
    pub data: bool,
}

/// Reports whether the switch worked.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/SetBool_Response", view)]
pub struct SetBoolResponse {
    /// Whether it worked.
    pub success: bool,
    /// Reason for a failure, or other information, as text.
    pub message: String,
}

ros_service! {
    /// An example of a service with one argument: switches something on or off.
    pub SetBool: SetBoolRequest => SetBoolResponse
}
