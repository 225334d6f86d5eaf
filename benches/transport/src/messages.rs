//! The message that is sent: bytes, owned, lent and viewed, and how many there are of them.

use ros_z_core::{CdrSliceMut, RosMessage, SizeEstimation};

/// The lengths of the serialized messages.
pub const SIZES: [usize; 11] = [
    64,
    512,
    4 << 10,
    16 << 10,
    64 << 10,
    256 << 10,
    1 << 20,
    4 << 20,
    16 << 20,
    32 << 20,
    64 << 20,
];

/// What stands before the bytes of a message: the header of CDR, and how many bytes there are.
pub const HEAD: usize = 8;

/// Bytes.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct Blob {
    pub data: Vec<u8>,
}

impl Blob {
    /// Whose message is `size` bytes long.
    pub fn of(size: usize) -> Self {
        Self {
            data: vec![7; size - HEAD],
        }
    }

    /// Sets the first and the last byte.
    pub fn mark(&mut self, first: u8, last: u8) {
        let end = self.data.len() - 1;
        (self.data[0], self.data[end]) = (first, last);
    }
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
