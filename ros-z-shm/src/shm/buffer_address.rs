//! The address of a buffer, which a lane passes to a subscriber. `address_of` finds it. Does not use zenoh, because the fuzz
//! target of the lane includes this file.

/// The address of a buffer of this process: in its segment, and in zenoh's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BufferAddress {
    pub(crate) segment: u32,
    /// The position in the segment, in bytes.
    pub(crate) chunk: u32,
    /// The length of the message, which may be shorter than the buffer.
    pub(crate) len: usize,
    pub(crate) table: u16,
    pub(crate) index: u16,
    pub(crate) generation: u32,
}
