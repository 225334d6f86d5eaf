//! The entry points from a value to a message and back. They add and check the encapsulation header.

use crate::encapsulation::{ENCAPSULATION_LEN, Encapsulation};
use crate::error::{DeserializeError, SerializeError};
use crate::reader::CdrReader;
use crate::slice_writer::SliceWriter;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::vec_writer::VecWriter;
use crate::writer::CdrWriter;
use alloc::vec::Vec;

/// Serializes a message, header included, into a new vector of exactly its size.
///
/// # Examples
/// ```
/// assert_eq!(ros_z_core::to_vec("hi")?, [0, 1, 0, 0, 3, 0, 0, 0, b'h', b'i', 0]);
/// # Ok::<(), ros_z_core::SerializeError>(())
/// ```
///
/// # Errors
/// [`SerializeError`] if CDR cannot represent the value.
pub fn to_vec<T: CdrSerialize + ?Sized>(message: &T) -> Result<Vec<u8>, SerializeError> {
    let mut bytes = Vec::with_capacity(ENCAPSULATION_LEN.saturating_add(message.measure(0)));
    bytes.extend_from_slice(&Encapsulation::HEADER);
    let mut writer = VecWriter::new(bytes);
    message.serialize(&mut writer)?;
    Ok(writer.into_inner())
}

/// Serializes a message, header included, into `buffer` and returns the number of bytes written.
///
/// The rest of the buffer is unspecified: up to 7 bytes after the message may be zeroed.
///
/// # Errors
/// [`SerializeError::BufferTooSmall`] with the exact size of the message in `needed`; the contents of the
/// buffer are unspecified then. Any other [`SerializeError`] if CDR cannot represent the value.
pub fn to_slice<T: CdrSerialize + ?Sized>(message: &T, buffer: &mut [u8]) -> Result<usize, SerializeError> {
    let written = match buffer.split_first_chunk_mut::<ENCAPSULATION_LEN>() {
        Some((header, body)) => {
            *header = Encapsulation::HEADER;
            let mut writer = SliceWriter::new(body);
            message
                .serialize(&mut writer)
                .map(|()| ENCAPSULATION_LEN + writer.position())
        }
        None => Err(SerializeError::BufferTooSmall {
            needed: 0,
            position: 0,
            remaining: 0,
        }),
    };
    written.map_err(|error| match error {
        SerializeError::BufferTooSmall { .. } => SerializeError::BufferTooSmall {
            needed: ENCAPSULATION_LEN.saturating_add(message.measure(0)),
            position: 0,
            remaining: buffer.len(),
        },
        other => other,
    })
}

/// Deserializes a message with its header, in either byte order. Ignores bytes after the last member, since
/// some ROS 2 nodes publish them; [`from_slice_surplus`] counts them, [`from_slice_strict`] refuses them.
///
/// # Errors
/// [`DeserializeError`]. Hostile bytes never cause a panic or a reservation larger than the message.
pub fn from_slice<'de, T: CdrDeserialize<'de>>(message: &'de [u8]) -> Result<T, DeserializeError> {
    T::deserialize(&mut CdrReader::new(message)?)
}

/// Like [`from_slice`], and also returns the number of surplus bytes after the last member.
///
/// # Errors
/// As [`from_slice`].
pub fn from_slice_surplus<'de, T: CdrDeserialize<'de>>(
    message: &'de [u8],
) -> Result<(T, usize), DeserializeError> {
    let mut reader = CdrReader::new(message)?;
    let value = T::deserialize(&mut reader)?;
    Ok((value, reader.remaining()))
}

/// Like [`from_slice`], and refuses surplus bytes.
///
/// # Errors
/// As [`from_slice`], and [`DeserializeError::SurplusBytes`].
pub fn from_slice_strict<'de, T: CdrDeserialize<'de>>(message: &'de [u8]) -> Result<T, DeserializeError> {
    let mut reader = CdrReader::new(message)?;
    let value = T::deserialize(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_a_short_buffer_has_the_needed_size() {
        for len in 0..11 {
            let mut buffer = alloc::vec![0xaa; len];
            assert_eq!(
                to_slice("hi", &mut buffer),
                Err(SerializeError::BufferTooSmall {
                    needed: 11,
                    position: 0,
                    remaining: len
                })
            );
        }
        let mut buffer = [0xaa; 12];
        assert_eq!(to_slice("hi", &mut buffer), Ok(11));
        assert_eq!(buffer[11], 0xaa, "nothing is written after the message");
    }

    #[test]
    fn surplus_bytes_are_ignored_reported_or_refused() {
        let message = [0, 1, 0, 0, 7, 0, 0];
        assert_eq!(from_slice::<u8>(&message), Ok(7));
        assert_eq!(from_slice_surplus::<u8>(&message), Ok((7, 2)));
        assert_eq!(
            from_slice_strict::<u8>(&message),
            Err(DeserializeError::SurplusBytes {
                count: 2,
                position: 1
            })
        );
    }
}
