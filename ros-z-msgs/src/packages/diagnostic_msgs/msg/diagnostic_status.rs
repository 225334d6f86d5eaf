// Written by ros-z-import from msg/DiagnosticStatus.msg of diagnostic_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::diagnostic_msgs::KeyValue;

/// The state of one component of a robot.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "diagnostic_msgs", view)]
pub struct DiagnosticStatus {
    /// Severity: one of the constants.
    #[ros(byte)]
    pub level: u8,
    /// Name of the component or test.
    pub name: String,
    /// Description of the state.
    pub message: String,
    /// Identification of the hardware.
    pub hardware_id: String,
    /// Values that explain the state.
    pub values: Vec<KeyValue>,
}

#[ros_constants]
impl DiagnosticStatus {
    /// All is well.
    #[ros(byte)]
    pub const OK: u8 = 0;
    /// Something may need attention.
    #[ros(byte)]
    pub const WARN: u8 = 1;
    /// Something is wrong.
    #[ros(byte)]
    pub const ERROR: u8 = 2;
    /// There is no recent report.
    #[ros(byte)]
    pub const STALE: u8 = 3;
}
