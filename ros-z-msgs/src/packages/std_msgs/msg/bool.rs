// Written by ros-z-import from msg/Bool.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A truth value.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Bool {
    /// The value.
    pub data: bool,
}
