// Written by ros-z-import from msg/Clock.msg of rosgraph_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Time;

/// The time that nodes are to use in place of the computer's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rosgraph_msgs")]
#[repr(C)]
pub struct Clock {
    /// The time now.
    pub clock: Time,
}
