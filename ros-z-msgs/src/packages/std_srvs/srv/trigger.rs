// Written by ros-z-import from srv/Trigger.srv of std_srvs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// Asks a server to do the one thing that the service is named for.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "std_srvs/srv/Trigger_Request")]
#[repr(C)]
pub struct TriggerRequest {}

/// Reports whether it was done.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "std_srvs/srv/Trigger_Response")]
pub struct TriggerResponse {
    /// Whether it was done.
    pub success: bool,
    /// Reason for a failure, or other information, as text.
    pub message: String,
}

ros_service! {
    /// Asks a server to do the one thing that the service is named for.
    pub Trigger: TriggerRequest => TriggerResponse
}
