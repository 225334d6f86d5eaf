// Written by ros-z-import from srv/Trigger.srv of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// An example of a service without arguments: asks a server to do one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/Trigger_Request")]
#[repr(C)]
pub struct TriggerRequest {}

/// Reports whether it was done.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/Trigger_Response", view)]
pub struct TriggerResponse {
    /// Whether it was done.
    pub success: bool,
    /// Reason for a failure, or other information, as text.
    pub message: String,
}

ros_service! {
    /// An example of a service without arguments: asks a server to do one thing.
    pub Trigger: TriggerRequest => TriggerResponse
}
