//! The message that is sent: bytes, owned, lent and viewed.

use ros_z_core::{CdrSliceMut, RosMessage, SizeEstimation};

/// Bytes.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct Blob {
    pub data: Vec<u8>,
}

/// Bytes that are filled where they are sent from.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct BlobLoan {
    pub data: CdrSliceMut<u8>,
}

/// Bytes where they arrived.
#[derive(RosMessage)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct BlobView<'a> {
    pub data: &'a [u8],
}

/// What every receiver does with a message: looks at its first and last byte.
pub fn look_at(data: &[u8]) -> u8 {
    data.first()
        .zip(data.last())
        .map_or(0, |(first, last)| first ^ last)
}
