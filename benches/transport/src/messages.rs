//! The message that is sent: bytes, as owned type, loan and view, and its sizes.

use ros_z::{Published, Publisher};
use ros_z_core::{CdrSliceMut, RosMessage, SizeEstimation};

/// The lengths of the serialized messages.
pub const SIZES: [usize; 13] = [
    64,
    512,
    1 << 10,
    2 << 10,
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

/// Length of the CDR header and the byte count before the bytes of a message.
pub const HEAD: usize = 8;

/// Owned bytes.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct Blob {
    pub data: Vec<u8>,
}

impl Blob {
    /// Creates a message of `size` serialized bytes.
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

/// Bytes as a loan.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct BlobLoan {
    pub data: CdrSliceMut<u8>,
}

/// Bytes as a view.
#[derive(RosMessage)]
#[ros(type_name = "demo_msgs/msg/Blob")]
pub struct BlobView<'a> {
    pub data: &'a [u8],
}

/// Publishes a loan of `size` serialized bytes, and writes only its first and its last byte.
pub fn publish_loan(
    publisher: &Publisher<Blob>,
    size: usize,
    (first, last): (u8, u8),
) -> zenoh::Result<Published> {
    let mut loan = publisher.loan(BlobLoan {
        data: CdrSliceMut::reserve(size - HEAD),
    })?;
    let end = loan.data.len() - 1;
    (loan.data[0], loan.data[end]) = (first, last);
    Ok(loan.publish()?)
}

/// Reads the first and last byte of a message, as every receiver does.
pub fn look_at(data: &[u8]) -> u8 {
    data.first()
        .zip(data.last())
        .map_or(0, |(first, last)| first ^ last)
}
