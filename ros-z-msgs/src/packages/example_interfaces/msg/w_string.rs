// Written by ros-z-import from msg/WString.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A text in UTF-16, for examples.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces")]
pub struct WString {
    /// The value.
    #[ros(wstring)]
    pub data: String,
}
