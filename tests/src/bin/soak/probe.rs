//! The message of the soak. Its publisher and number determine everything in it, so that a subscriber can
//! compare every byte.

use ros_z_core::{RosMessage, SizeEstimation};

/// Lengths of the data: below the threshold, small, medium, large.
const SIZES: [usize; 16] = [
    0, 64, 300, 600, 700, 1000, 1500, 2000, 4000, 5000, 9000, 16_000, 33_000, 64_000, 150_000, 300_000,
];

/// Length of the bytes from which data is cut.
const BLOCK: usize = 1 << 20;

/// The message that is published.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "soak_msgs/msg/Probe")]
pub struct Probe<'a> {
    /// Number of the publisher.
    pub publisher: u32,
    /// Number of the message, from 1; 0 for messages that only check whether subscribers are present.
    pub number: u64,
    /// Data that follows from both.
    pub data: &'a [u8],
}

/// The bytes from which data is cut, the same in all processes.
#[derive(Clone, Copy)]
pub struct Quarry {
    block: &'static [u8],
}

impl Quarry {
    /// Created once in a process, and never freed.
    pub fn new() -> Self {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let words = (0..BLOCK / 8).flat_map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        });
        Self {
            block: words.collect::<Vec<u8>>().leak(),
        }
    }

    /// Returns the data of a message.
    pub fn data(&self, publisher: u32, number: u64) -> &'static [u8] {
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(publisher) as usize;
        let size = if number == 0 {
            0
        } else {
            SIZES[mixed % SIZES.len()] + mixed / 16 % 8
        };
        let start = mixed / 128 % (BLOCK - size);
        &self.block[start..start + size]
    }
}
