//! Reports on several components at once.

use ros_z_core::{RosMessage, SizeEstimation};

use super::DiagnosticStatus;
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
