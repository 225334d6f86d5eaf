//! Services of diagnostic aggregators and of nodes that test themselves.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use super::DiagnosticStatus;

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

/// Asks a node to test itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "diagnostic_msgs/srv/SelfTest_Request")]
#[repr(C)]
pub struct SelfTestRequest {}

/// Reports the result of a self-test.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "diagnostic_msgs/srv/SelfTest_Response", view)]
pub struct SelfTestResponse {
    /// Identification of the tested component.
    pub id: String,
    /// Whether all tests passed: 0 no, anything else yes.
    #[ros(byte)]
    pub passed: u8,
    /// Result of each test.
    pub status: Vec<DiagnosticStatus>,
}

ros_service! {
    /// Asks a diagnostic aggregator to load more analyzers.
    pub AddDiagnostics: AddDiagnosticsRequest => AddDiagnosticsResponse
}

ros_service! {
    /// Asks a node to test itself.
    pub SelfTest: SelfTestRequest => SelfTestResponse
}
