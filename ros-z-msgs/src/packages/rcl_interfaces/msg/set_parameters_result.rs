// Written by ros-z-import from msg/SetParametersResult.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// Whether parameters were set.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct SetParametersResult {
    /// Whether they were set.
    pub successful: bool,
    /// Reason for a failure, as text.
    pub reason: String,
}
