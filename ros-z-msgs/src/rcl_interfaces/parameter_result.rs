//! Results of listing and setting parameters.

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

/// Whether parameters were set.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct SetParametersResult {
    /// Whether they were set.
    pub successful: bool,
    /// Reason for a failure, as text.
    pub reason: String,
}
