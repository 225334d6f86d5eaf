// Written by ros-z-import from msg/String.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A piece of text.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view)]
pub struct String {
    /// The text, UTF-8 without a NUL.
    pub data: ::std::string::String,
}
