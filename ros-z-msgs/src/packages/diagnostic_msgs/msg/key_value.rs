// Written by ros-z-import from msg/KeyValue.msg of diagnostic_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A named value that explains a [`DiagnosticStatus`].
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "diagnostic_msgs", view)]
pub struct KeyValue {
    /// Name of the value.
    pub key: String,
    /// The value as text.
    pub value: String,
}
