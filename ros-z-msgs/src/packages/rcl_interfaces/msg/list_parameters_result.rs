// Written by ros-z-import from msg/ListParametersResult.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// The parameters that were found.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct ListParametersResult {
    /// Names of the parameters.
    pub names: Vec<String>,
    /// Prefixes that occur in the names.
    pub prefixes: Vec<String>,
}
