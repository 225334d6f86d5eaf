//! The 16-byte identifier of an endpoint. The attachment of a sample contains it; the liveliness token of the
//! endpoint determines it.

use std::fmt;
use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_128;

/// The global identifier of an endpoint: 16 bytes that every peer computes from the endpoint's liveliness
/// token.
///
/// `rmw_zenoh` hashes the text of the token with XXH3-128 (seed 0) and stores the low 64 bits, then the high 64
/// bits, each little-endian. Samples contain the same bytes, so a subscriber can identify the publisher of a
/// sample in the graph.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::Gid;
///
/// let gid: Gid = "57a0e4366e9d8085d6cb55bf9dc8622a".parse()?;
/// assert_eq!(gid.as_bytes()[0], 0x57);
/// assert_eq!(gid.to_string(), "57a0e4366e9d8085d6cb55bf9dc8622a");
/// # Ok::<(), ros_z_protocol::GidError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gid([u8; Gid::LEN]);

impl Gid {
    /// The number of bytes in an identifier.
    pub const LEN: usize = 16;

    /// Computes the identifier of the endpoint that declared the liveliness token `token`. The text must equal
    /// the declared one, byte for byte.
    pub fn of_token(token: &str) -> Self {
        // Little-endian order of the 128-bit value is low half, then high half.
        Self(xxh3_128(token.as_bytes()).to_le_bytes())
    }

    /// Creates an identifier from its bytes.
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// The bytes, in wire order.
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// A copy of the bytes, in wire order.
    pub const fn to_bytes(self) -> [u8; Self::LEN] {
        self.0
    }
}

/// 32 lowercase hexadecimal digits.
impl fmt::Display for Gid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Gid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gid({self})")
    }
}

/// The reason why a text is not a [`Gid`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum GidError {
    /// The text is too short or too long.
    #[error("a gid is 32 hexadecimal digits; found {found} bytes")]
    Length {
        /// The length of the text in bytes.
        found: usize,
    },
    /// The text contains a character that is not a hexadecimal digit.
    #[error("position {position} of a gid is not a hexadecimal digit")]
    Digit {
        /// Position of the character, in bytes from the start of the text.
        position: usize,
    },
}

/// Reads 32 hexadecimal digits, upper or lower case.
impl FromStr for Gid {
    type Err = GidError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 2 * Self::LEN {
            return Err(GidError::Length { found: text.len() });
        }
        let mut bytes = [0; Self::LEN];
        for (position, digit) in text.bytes().enumerate() {
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                b'A'..=b'F' => digit - b'A' + 10,
                _ => return Err(GidError::Digit { position }),
            };
            bytes[position / 2] = bytes[position / 2] << 4 | value;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Captured from rmw_zenoh_cpp 0.2.10: the token of a publisher, and the
    // gid in the attachment of its samples.
    const TOKEN: &str = "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/1/MP/%/%/talker/%chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18/::,10:,:,:,,";
    const GID: &str = "57a0e4366e9d8085d6cb55bf9dc8622a";

    #[test]
    fn gid_is_the_hash_of_the_declared_token() {
        assert_eq!(Gid::of_token(TOKEN).to_string(), GID);
    }

    #[test]
    fn hexadecimal_digits_of_either_case_are_read() {
        let gid: Gid = GID.parse().unwrap();
        assert_eq!(gid, Gid::of_token(TOKEN));
        assert_eq!(GID.to_uppercase().parse(), Ok(gid));
        assert_eq!(format!("{gid:?}"), format!("Gid({GID})"));
    }

    #[test]
    fn anything_but_32_digits_is_refused() {
        assert_eq!("".parse::<Gid>(), Err(GidError::Length { found: 0 }));
        assert_eq!(GID[1..].parse::<Gid>(), Err(GidError::Length { found: 31 }));
        let wrong = GID.replacen('a', "g", 1);
        assert_eq!(wrong.parse::<Gid>(), Err(GidError::Digit { position: 2 }));
        let wide = "é".repeat(16);
        assert_eq!(wide.parse::<Gid>(), Err(GidError::Digit { position: 0 }));
    }
}
