//! The attachment of every sample, request and reply: reads and writes its bytes. Does not read the payload or
//! a clock.

use super::Gid;

/// The attachment of a sample, request or reply of `rmw_zenoh`: its sender, its time and its sequence number.
/// `rmw_zenoh` nodes drop samples without it.
///
/// The bytes are zenoh's own serialization of two `i64` and a byte sequence: sequence number and timestamp,
/// little-endian, then the length of the gid as LEB128 and the gid itself. 33 bytes in total.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::{Attachment, Gid};
///
/// let attachment = Attachment {
///     sequence_number: 1,
///     source_timestamp: 1_795_323_816_330_514_794,
///     gid: Gid::from_bytes([7; 16]),
/// };
/// let bytes = attachment.serialize();
/// assert_eq!(bytes.len(), Attachment::SERIALIZED_LEN);
/// assert_eq!(Attachment::deserialize(&bytes)?, attachment);
/// # Ok::<(), ros_z_protocol::AttachmentError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attachment {
    /// The sequence number of the publisher's sample; the first is 1. A reply has the number of its request.
    pub sequence_number: i64,
    /// Nanoseconds since the Unix epoch, from the clock of the sender.
    pub source_timestamp: i64,
    /// The publisher; for requests and replies the client.
    pub gid: Gid,
}

impl Attachment {
    /// The number of bytes that [`serialize`](Self::serialize) writes.
    pub const SERIALIZED_LEN: usize = 8 + 8 + 1 + Gid::LEN;

    /// The bytes to attach.
    pub fn serialize(&self) -> [u8; Self::SERIALIZED_LEN] {
        let mut bytes = [0; Self::SERIALIZED_LEN];
        bytes[..8].copy_from_slice(&self.sequence_number.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.source_timestamp.to_le_bytes());
        bytes[16] = Gid::LEN as u8;
        bytes[17..].copy_from_slice(self.gid.as_bytes());
        bytes
    }

    /// Reads the attachment of a sample.
    ///
    /// Ignores bytes after the gid, as `rmw_zenoh` does: a later release may append fields.
    ///
    /// # Errors
    ///
    /// [`AttachmentError::Short`] if bytes are missing, [`AttachmentError::GidLength`] if the gid claims a
    /// length other than 16.
    pub fn deserialize(bytes: &[u8]) -> Result<Self, AttachmentError> {
        let short = |needed| AttachmentError::Short {
            needed,
            found: bytes.len(),
        };
        let too_short = short(Self::SERIALIZED_LEN);
        let (sequence_number, rest) = bytes.split_first_chunk().ok_or(too_short.clone())?;
        let (source_timestamp, rest) = rest.split_first_chunk().ok_or(too_short.clone())?;
        let (length, rest) = read_leb128(rest).ok_or(too_short)?;
        if length != Gid::LEN as u64 {
            return Err(AttachmentError::GidLength { found: length });
        }
        let needed = bytes.len() - rest.len() + Gid::LEN;
        let (gid, _) = rest.split_first_chunk().ok_or(short(needed))?;
        Ok(Self {
            sequence_number: i64::from_le_bytes(*sequence_number),
            source_timestamp: i64::from_le_bytes(*source_timestamp),
            gid: Gid::from_bytes(*gid),
        })
    }

    /// Reads the attachment of a sample that may have none.
    ///
    /// # Errors
    ///
    /// [`AttachmentError::Absent`] for `None`, otherwise those of [`deserialize`](Self::deserialize).
    pub fn deserialize_required(bytes: Option<&[u8]>) -> Result<Self, AttachmentError> {
        Self::deserialize(bytes.ok_or(AttachmentError::Absent)?)
    }
}

/// Reads the number at the start of `bytes` and returns it with the rest; `None` if the number does not end.
/// Saturates beyond 64 bits, which are not a gid length.
fn read_leb128(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value: u128 = 0;
    for (index, byte) in bytes.iter().enumerate().take(10) {
        value |= u128::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            let value = u64::try_from(value).unwrap_or(u64::MAX);
            return Some((value, &bytes[index + 1..]));
        }
    }
    // Ten bytes are enough for any 64-bit number: a longer one is not a length.
    (bytes.len() >= 10).then_some((u64::MAX, &[]))
}

/// The reason why bytes are not an [`Attachment`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum AttachmentError {
    /// The sample has no attachment.
    #[error("the sample has no attachment; its sender does not follow rmw_zenoh")]
    Absent,
    /// The attachment ends too early.
    #[error("the attachment needs {needed} bytes, found {found}")]
    Short {
        /// The minimum number of bytes.
        needed: usize,
        /// The actual number of bytes.
        found: usize,
    },
    /// The gid claims a length other than 16.
    #[error("the attachment has a gid of {found} bytes, expected 16")]
    GidLength {
        /// The claimed length; `u64::MAX` also represents any larger length.
        found: u64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    // Captured from rmw_zenoh_cpp 0.2.10: the first sample of a publisher.
    const CAPTURED: [u8; 33] = [
        0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // sequence number
        0x6a, 0xd1, 0x2d, 0xb9, 0x7f, 0x45, 0xea, 0x18, // source timestamp
        0x10, 0x57, 0xa0, 0xe4, 0x36, 0x6e, 0x9d, 0x80, 0x85, // gid
        0xd6, 0xcb, 0x55, 0xbf, 0x9d, 0xc8, 0x62, 0x2a,
    ];

    fn captured() -> Attachment {
        Attachment {
            sequence_number: 1,
            source_timestamp: 1_795_323_816_330_514_794,
            gid: "57a0e4366e9d8085d6cb55bf9dc8622a".parse().unwrap(),
        }
    }

    #[test]
    fn captured_bytes_are_written_and_read() {
        assert_eq!(captured().serialize(), CAPTURED);
        assert_eq!(Attachment::deserialize(&CAPTURED), Ok(captured()));
        assert_eq!(Attachment::deserialize_required(Some(&CAPTURED)), Ok(captured()));
    }

    #[test]
    fn extreme_numbers_survive() {
        let attachment = Attachment {
            sequence_number: i64::MIN,
            source_timestamp: -1,
            gid: Gid::from_bytes([0xff; 16]),
        };
        assert_eq!(Attachment::deserialize(&attachment.serialize()), Ok(attachment));
    }

    #[test]
    fn absent_and_empty_are_different_errors() {
        assert_eq!(
            Attachment::deserialize_required(None),
            Err(AttachmentError::Absent)
        );
        assert_eq!(
            Attachment::deserialize_required(Some(&[])),
            Err(AttachmentError::Short { needed: 33, found: 0 })
        );
    }

    #[test]
    fn every_truncation_is_short() {
        for found in 0..33 {
            assert_eq!(
                Attachment::deserialize(&CAPTURED[..found]),
                Err(AttachmentError::Short { needed: 33, found })
            );
        }
    }

    #[test]
    fn another_gid_length_is_refused_even_when_the_bytes_are_there() {
        let mut bytes = [0; 64];
        bytes[..33].copy_from_slice(&CAPTURED);
        for length in [0, 1, 15, 17, 47, 127] {
            bytes[16] = length;
            let found = u64::from(length);
            assert_eq!(
                Attachment::deserialize(&bytes),
                Err(AttachmentError::GidLength { found })
            );
        }
    }

    #[test]
    fn endless_and_oversized_lengths_are_refused() {
        let huge = Err(AttachmentError::GidLength { found: u64::MAX });
        let mut bytes = [0xff; 64];
        assert_eq!(Attachment::deserialize(&bytes), huge);
        bytes[25] = 0x7f; // ten bytes, 70 bits
        assert_eq!(Attachment::deserialize(&bytes), huge);
        let short = AttachmentError::Short {
            needed: 33,
            found: 20,
        };
        assert_eq!(Attachment::deserialize(&[0xff; 20]), Err(short));
    }

    #[test]
    fn a_padded_length_is_read_and_counted() {
        let mut bytes = CAPTURED[..16].to_vec();
        bytes.extend([0x90, 0x00]);
        bytes.extend(&CAPTURED[17..]);
        assert_eq!(Attachment::deserialize(&bytes), Ok(captured()));
        assert_eq!(
            Attachment::deserialize(&bytes[..33]),
            Err(AttachmentError::Short {
                needed: 34,
                found: 33
            })
        );
    }

    #[test]
    fn surplus_bytes_are_ignored() {
        let mut bytes = CAPTURED.to_vec();
        bytes.extend([1, 2, 3]);
        assert_eq!(Attachment::deserialize(&bytes), Ok(captured()));
    }
}
