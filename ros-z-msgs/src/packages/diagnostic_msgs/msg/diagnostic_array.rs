// Written by ros-z-import from msg/DiagnosticArray.msg of diagnostic_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::diagnostic_msgs::DiagnosticStatus;
use crate::std_msgs::Header;

/// The state of several components at one time.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "diagnostic_msgs", view)]
pub struct DiagnosticArray {
    /// Time of the report.
    pub header: Header,
    /// The components.
    pub status: Vec<DiagnosticStatus>,
}
