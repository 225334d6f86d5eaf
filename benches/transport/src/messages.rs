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

/// The length of the part before the bytes of a message: the CDR header and the number of bytes.
pub const HEAD: usize = 8;

/// Bytes.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct Blob {
    pub data: Vec<u8>,
}

impl Blob {
    /// Returns a blob whose message is `size` bytes long.
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

/// Bytes, filled in the memory that is sent.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct BlobLoan {
    pub data: CdrSliceMut<u8>,
}

/// Bytes, read in place.
#[derive(RosMessage)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct BlobView<'a> {
    pub data: &'a [u8],
}

/// Reads the first and the last byte of a message, as every receiver does.
pub fn look_at(data: &[u8]) -> u8 {
    data.first()
        .zip(data.last())
        .map_or(0, |(first, last)| first ^ last)
}
