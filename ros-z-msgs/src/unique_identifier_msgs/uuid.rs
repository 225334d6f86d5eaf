//! The identifier itself.

use ros_z_core::{RosMessage, SizeEstimation};

/// A universally unique identifier, as in RFC 4122.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, RosMessage, SizeEstimation)]
#[ros(package = "unique_identifier_msgs")]
#[repr(C)]
pub struct UUID {
    /// The bytes in text order.
    pub uuid: [u8; 16],
}
