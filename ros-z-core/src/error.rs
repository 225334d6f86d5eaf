//! What can go wrong: one enum for writing, one for reading. Every variant
//! carries the numbers that one needs to act on it; positions count from the
//! CDR origin, the byte behind the 4-byte header.

/// Why a value could not be serialized.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SerializeError {
    /// The buffer is shorter than the message.
    ///
    /// From a writer, the numbers are of the value that did not fit. From
    /// [`to_slice`](crate::to_slice) they are of the whole message: `position` is 0,
    /// `needed` its exact length with the header, `remaining` the length of the buffer.
    #[error("need {needed} bytes at position {position}, {remaining} left")]
    BufferTooSmall {
        /// Bytes that were to be written.
        needed: usize,
        /// Where they were to be written.
        position: usize,
        /// Bytes left there.
        remaining: usize,
    },
    /// A string contains a NUL, which ends a string on the wire.
    #[error("string has a NUL at byte {index}, which would end it on the wire; remove it before publishing")]
    InteriorNul {
        /// Index of the first NUL in the string, in bytes.
        index: usize,
    },
    /// A string or sequence has more elements than a `u32` can count.
    #[error("length {length} exceeds {max}, the most that CDR can count", max = u32::MAX)]
    LengthOverflow {
        /// Number of elements (of bytes and NUL for a string).
        length: usize,
    },
    /// A field is longer than the bound of its type.
    #[error("field `{field}` has length {length}, its type allows at most {bound}")]
    BoundExceeded {
        /// ROS name of the field.
        field: &'static str,
        /// Largest length that the type allows.
        bound: usize,
        /// Length of the value.
        length: usize,
    },
}

/// Why bytes could not be deserialized.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeserializeError {
    /// The message is shorter than the encapsulation header.
    #[error("message has {length} bytes, its encapsulation header alone takes 4")]
    MissingHeader {
        /// Length of the message.
        length: usize,
    },
    /// The encapsulation header names another encoding than plain CDR.
    #[error("encapsulation header {:02x}{:02x}{:02x}{:02x} is neither CDR_BE (0000) nor CDR_LE (0001)", header[0], header[1], header[2], header[3])]
    UnsupportedEncapsulation {
        /// The four bytes of the header.
        header: [u8; 4],
    },
    /// The message ends inside a value.
    #[error("need {needed} bytes at position {position}, {remaining} left")]
    UnexpectedEnd {
        /// Bytes that the value takes.
        needed: usize,
        /// Where it starts.
        position: usize,
        /// Bytes left there.
        remaining: usize,
    },
    /// A value that is read in place is divided between two buffers; join them first.
    #[error(
        "{needed} bytes at position {position} are not in one piece; join the buffers of the message first"
    )]
    Fragmented {
        /// Bytes that the value takes.
        needed: usize,
        /// Where it starts.
        position: usize,
    },
    /// A string or sequence claims more elements than the rest of the message can hold.
    #[error("length {length} at position {position} is more than the {remaining} bytes left can hold")]
    LengthOverrun {
        /// Number of elements claimed.
        length: usize,
        /// Where the elements would start.
        position: usize,
        /// Bytes left there.
        remaining: usize,
    },
    /// A `bool` is neither 0 nor 1.
    #[error("bool at position {position} is {value}, neither 0 nor 1")]
    InvalidBool {
        /// The byte that was found.
        value: u8,
        /// Where it was found.
        position: usize,
    },
    /// A string is not UTF-8.
    #[error("string is not UTF-8 at position {position}")]
    InvalidUtf8 {
        /// Position of the first byte that is not.
        position: usize,
    },
    /// A wide string is not UTF-16.
    #[error("wide string is not UTF-16 at position {position}: unit {unit:#x}")]
    InvalidUtf16 {
        /// Position of the first unit that is not.
        position: usize,
        /// The unit, as found.
        unit: u32,
    },
    /// An enum has no variant of this value.
    #[error("{type_name} at position {position} has no variant of value {value}")]
    InvalidEnum {
        /// Rust name of the enum.
        type_name: &'static str,
        /// The integer that was found.
        value: i128,
        /// Where it was found.
        position: usize,
    },
    /// A field is longer than the bound of its type.
    #[error("field `{field}` has length {length}, its type allows at most {bound}")]
    BoundExceeded {
        /// ROS name of the field.
        field: &'static str,
        /// Largest length that the type allows.
        bound: usize,
        /// Length on the wire.
        length: usize,
    },
    /// Bytes follow the last member, and the entry point was the strict one.
    #[error("{count} bytes follow the last member at position {position}")]
    SurplusBytes {
        /// Bytes behind the last member.
        count: usize,
        /// Where they start.
        position: usize,
    },
}
