// Written by ros-z-import from msg/Byte.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// An opaque byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Byte {
    /// The value.
    #[ros(byte)]
    pub data: u8,
}
