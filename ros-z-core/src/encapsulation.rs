//! The 4-byte encapsulation header of every message (OMG DDS-XTypes 7.6.3.1.2, RTPS 10.2). The body is the task
//! of readers and writers.

use crate::error::DeserializeError;

/// Length of the encapsulation header, in bytes. The CDR origin is the byte after it.
pub const ENCAPSULATION_LEN: usize = 4;

/// The two encapsulations that ROS 2 uses: plain CDR in either byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encapsulation {
    /// `CDR_BE`, `00 00`. Read, never written.
    BigEndian,
    /// `CDR_LE`, `00 01`. Written by this library and, in practice, by every ROS 2 node.
    LittleEndian,
}

impl Encapsulation {
    /// The header of every message that this library writes: `CDR_LE`, no options.
    pub const HEADER: [u8; ENCAPSULATION_LEN] = [0, 1, 0, 0];

    /// Splits a serialized message into its encapsulation and its body.
    ///
    /// Ignores the two option bytes, as the RTPS specification requires of a reader.
    ///
    /// # Errors
    /// [`DeserializeError::MissingHeader`] below 4 bytes,
    /// [`DeserializeError::UnsupportedEncapsulation`] for anything but plain CDR.
    #[inline]
    pub fn split(message: &[u8]) -> Result<(Self, &[u8]), DeserializeError> {
        let Some((header, body)) = message.split_first_chunk::<ENCAPSULATION_LEN>() else {
            return Err(DeserializeError::MissingHeader {
                length: message.len(),
            });
        };
        match header {
            [0, 0, _, _] => Ok((Self::BigEndian, body)),
            [0, 1, _, _] => Ok((Self::LittleEndian, body)),
            _ => Err(DeserializeError::UnsupportedEncapsulation { header: *header }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_ignored() {
        let (encapsulation, body) = Encapsulation::split(&[0, 0, 0xff, 3, 7]).unwrap();
        assert_eq!(encapsulation, Encapsulation::BigEndian);
        assert_eq!(body, [7]);
    }

    #[test]
    fn parameter_lists_and_xcdr2_are_refused_by_their_header() {
        for kind in [2, 3, 6, 7, 8, 9, 10, 11] {
            let error = Encapsulation::split(&[0, kind, 0, 0]).unwrap_err();
            assert_eq!(
                error,
                DeserializeError::UnsupportedEncapsulation {
                    header: [0, kind, 0, 0]
                }
            );
        }
    }

    #[test]
    fn a_short_message_has_no_header() {
        let error = Encapsulation::split(&[0, 1, 0]).unwrap_err();
        assert_eq!(error, DeserializeError::MissingHeader { length: 3 });
    }
}
