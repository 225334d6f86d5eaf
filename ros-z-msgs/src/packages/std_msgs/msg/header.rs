// Written by ros-z-import from msg/Header.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Time;

/// The time and the coordinate frame of a message's data.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view)]
pub struct Header {
    /// Time of the data.
    pub stamp: Time,
    /// Name of the coordinate frame of the data.
    pub frame_id: String,
}
