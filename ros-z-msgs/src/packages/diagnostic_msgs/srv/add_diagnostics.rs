// Written by ros-z-import from srv/AddDiagnostics.srv of diagnostic_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// Asks a diagnostic aggregator to load more analyzers.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "diagnostic_msgs/srv/AddDiagnostics_Request", view)]
pub struct AddDiagnosticsRequest {
    /// Namespace of the parameters that describe them.
    pub load_namespace: String,
}

/// Reports whether the analyzers were loaded.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "diagnostic_msgs/srv/AddDiagnostics_Response", view)]
pub struct AddDiagnosticsResponse {
    /// Whether they were loaded.
    pub success: bool,
    /// Reason for a failure, as text.
    pub message: String,
}

ros_service! {
    /// Asks a diagnostic aggregator to load more analyzers.
    pub AddDiagnostics: AddDiagnosticsRequest => AddDiagnosticsResponse
}
