//! The text message. Log lines are `rcl_interfaces::Log`.

use ros_z_core::{RosMessage, SizeEstimation};

/// A piece of text.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view)]
pub struct String {
    /// The text, UTF-8 without a NUL.
    pub data: ::std::string::String,
}
