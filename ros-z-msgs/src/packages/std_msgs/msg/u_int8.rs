// Written by ros-z-import from msg/UInt8.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// An unsigned integer of 8 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct UInt8 {
    /// The value.
    pub data: u8,
}
