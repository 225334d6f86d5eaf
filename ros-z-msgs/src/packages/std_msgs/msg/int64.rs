// Written by ros-z-import from msg/Int64.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A signed integer of 64 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Int64 {
    /// The value.
    pub data: i64,
}
