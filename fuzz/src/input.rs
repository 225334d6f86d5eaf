//! Conversion of fuzzer inputs to messages, and of messages to seed inputs.

use ros_z_tests_wire::allocations::{Watching, most_for, watch};

#[global_allocator]
static ALLOCATOR: Watching = Watching;

/// Bytes before the message: the type as `u16`, the variant of the header, and the position of the division.
pub const PREFIX: usize = 4;

/// Uses the last four bytes of the first word as the header, instead of a valid one.
pub const RAW_HEADER: u8 = 1;
/// The header says big-endian.
pub const BIG_ENDIAN: u8 = 2;

/// A parsed input.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Number of the type, modulo the number of types.
    pub index: usize,
    /// Position at which the message is divided, modulo its length; 0 for no division.
    pub cut: usize,
    flags: u8,
    body: &'a [u8],
}

impl<'a> Input<'a> {
    /// Parses an input; `None` if it is too short.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (&[low, high, flags, cut], body) = bytes.split_first_chunk::<PREFIX>()?;
        Some(Self {
            index: u16::from_le_bytes([low, high]).into(),
            cut: cut.into(),
            flags,
            body,
        })
    }

    /// Returns the message, which ends where its allocation ends, at an address that the input chooses.
    #[must_use]
    pub fn message(&self) -> Message {
        let offset = usize::from(self.flags >> 2 & 7);
        let mut bytes = Vec::with_capacity(offset + 4 + self.body.len());
        bytes.resize(offset, 0xaa);
        if self.flags & RAW_HEADER == 0 {
            bytes.extend([0, u8::from(self.flags & BIG_ENDIAN == 0), 0, 0]);
        }
        bytes.extend(self.body);
        Message { offset, bytes }
    }
}

/// A message in memory.
#[derive(Debug)]
pub struct Message {
    offset: usize,
    bytes: Vec<u8>,
}

impl std::ops::Deref for Message {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[self.offset..]
    }
}

/// Returns the input that becomes this message of type number `index`.
#[must_use]
pub fn seed(index: usize, message: &[u8], cut: u8) -> Vec<u8> {
    let index = u16::try_from(index)
        .expect("the number of types fits")
        .to_le_bytes();
    [&[index[0], index[1], RAW_HEADER, cut], message].concat()
}

/// Runs code that reads `len` bytes, and checks that it does not allocate more memory than those justify.
///
/// # Panics
/// If it does.
pub fn within_memory<R>(len: usize, run: impl FnOnce() -> R) -> R {
    let (result, allocations) = watch(run);
    assert!(
        allocations.peak <= most_for(len),
        "{allocations:?} for {len} bytes, at most {} allowed",
        most_for(len)
    );
    result
}
