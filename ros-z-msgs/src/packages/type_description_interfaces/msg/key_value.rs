// Written by ros-z-import from msg/KeyValue.msg of type_description_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A named value.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "type_description_interfaces", view)]
pub struct KeyValue {
    /// Name of the value.
    pub key: String,
    /// The value as text.
    pub value: String,
}
