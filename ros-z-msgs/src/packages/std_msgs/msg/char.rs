// Written by ros-z-import from msg/Char.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A character code of eight bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Char {
    /// The value.
    #[ros(char)]
    pub data: u8,
}
