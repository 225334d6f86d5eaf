// Written by ros-z-import from srv/SelfTest.srv of diagnostic_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::diagnostic_msgs::DiagnosticStatus;

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
    /// Asks a node to test itself.
    pub SelfTest: SelfTestRequest => SelfTestResponse
}
