// Written by ros-z-import from msg/UUID.msg of unique_identifier_msgs 2.5.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A universally unique identifier, as in RFC 4122.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "unique_identifier_msgs")]
#[repr(C)]
pub struct UUID {
    /// The bytes in text order.
    pub uuid: [u8; 16],
}
