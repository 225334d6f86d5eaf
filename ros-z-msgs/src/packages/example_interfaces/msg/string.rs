// Written by ros-z-import from msg/String.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A text, for examples.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces", view)]
pub struct String {
    /// The value.
    pub data: ::std::string::String,
}
