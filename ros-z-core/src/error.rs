//! The errors of serialization and deserialization. Every variant carries the numbers that are needed to act;
//! positions count from the CDR origin, the first byte after the 4-byte header.

/// The reason why a value could not be serialized.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SerializeError {
    /// The buffer is shorter than the message.
    ///
    /// From a writer, the numbers describe the value that did not fit. From [`to_slice`](crate::to_slice) they
    /// describe the whole message: `position` is 0, `needed` its exact length with the header, `remaining` the
    /// length of the buffer.
    #[error("need {needed} bytes at position {position}, {remaining} left")]
    BufferTooSmall {
        /// Bytes that the value needs.
        needed: usize,
        /// Position of the value.
        position: usize,
        /// Bytes left at that position.
        remaining: usize,
    },
    /// A string contains a NUL, which ends a string on the wire.
    #[error("string has a NUL at byte {index}, which ends a string on the wire; remove it before publishing")]
    InteriorNul {
        /// Index of the first NUL in the string, in bytes.
        index: usize,
    },
    /// A string or sequence has more elements than fit in a `u32`.
    #[error("length {length} exceeds {max}, the maximum of CDR", max = u32::MAX)]
    LengthOverflow {
        /// Number of elements; for a string, bytes including the NUL.
        length: usize,
    },
    /// A field is longer than the bound of its type.
    #[error("field `{field}` has length {length}, but its type allows at most {bound}")]
    BoundExceeded {
        /// ROS name of the field.
        field: &'static str,
        /// Largest length that the type allows.
        bound: usize,
        /// Length of the value.
        length: usize,
    },
}

/// The reason why bytes could not be deserialized.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeserializeError {
    /// The message is shorter than the encapsulation header.
    #[error("message has {length} bytes, but its encapsulation header alone needs 4")]
    MissingHeader {
        /// Length of the message.
        length: usize,
    },
    /// The encapsulation header names an encoding other than plain CDR.
    #[error("encapsulation header {:02x}{:02x}{:02x}{:02x} is neither CDR_BE (0000) nor CDR_LE (0001)", header[0], header[1], header[2], header[3])]
    UnsupportedEncapsulation {
        /// The four bytes of the header.
        header: [u8; 4],
    },
    /// The message ends inside a value.
    #[error("need {needed} bytes at position {position}, {remaining} left")]
    UnexpectedEnd {
        /// Bytes that the value needs.
        needed: usize,
        /// Start of the value.
        position: usize,
        /// Bytes left at that position.
        remaining: usize,
    },
    /// A value that is read in place is split between two buffers; join them first.
    #[error(
        "{needed} bytes at position {position} are split between buffers; join the buffers of the message first"
    )]
    Fragmented {
        /// Bytes that the value needs.
        needed: usize,
        /// Start of the value.
        position: usize,
    },
    /// A string or sequence claims more elements than the remaining bytes can contain.
    #[error("length {length} at position {position} does not fit in the {remaining} bytes left")]
    LengthOverrun {
        /// Claimed number of elements.
        length: usize,
        /// Start of the elements.
        position: usize,
        /// Bytes left at that position.
        remaining: usize,
    },
    /// A `bool` is neither 0 nor 1.
    #[error("bool at position {position} is {value}, neither 0 nor 1")]
    InvalidBool {
        /// The byte.
        value: u8,
        /// Position of the byte.
        position: usize,
    },
    /// A string is not UTF-8.
    #[error("string is not UTF-8 at position {position}")]
    InvalidUtf8 {
        /// Position of the first invalid byte.
        position: usize,
    },
    /// A wide string is not UTF-16.
    #[error("wide string is not UTF-16 at position {position}: unit {unit:#x}")]
    InvalidUtf16 {
        /// Position of the first invalid unit.
        position: usize,
        /// The invalid unit.
        unit: u32,
    },
    /// An enum has no variant of this value.
    #[error("{type_name} at position {position} has no variant of value {value}")]
    InvalidEnum {
        /// Rust name of the enum.
        type_name: &'static str,
        /// The integer.
        value: i128,
        /// Position of the integer.
        position: usize,
    },
    /// A field is longer than the bound of its type.
    #[error("field `{field}` has length {length}, but its type allows at most {bound}")]
    BoundExceeded {
        /// ROS name of the field.
        field: &'static str,
        /// Largest length that the type allows.
        bound: usize,
        /// Length on the wire.
        length: usize,
    },
    /// Bytes follow the last member of a message that is read with a strict entry point.
    #[error("{count} bytes follow the last member at position {position}")]
    SurplusBytes {
        /// Number of bytes after the last member.
        count: usize,
        /// Position of the first of them.
        position: usize,
    },
}
