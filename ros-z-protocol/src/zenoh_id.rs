//! The identifier of a zenoh session in a liveliness token, as a number and as text. The zenoh crate has its
//! own type for a live session.

use std::fmt;
use std::num::NonZeroU128;
use std::str::FromStr;

/// The identifier of a zenoh session: 1 to 16 bytes, never zero.
///
/// zenoh keeps the bytes little-endian and prints them as one lowercase
/// hexadecimal number without leading zeros.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::ZenohId;
///
/// let id: ZenohId = "4a67f1a47554de2e274b7968c89b88ef".parse()?;
/// assert_eq!(id.to_le_bytes()[0], 0xef);
/// assert_eq!(ZenohId::from_le_bytes(id.to_le_bytes()), Some(id));
/// # Ok::<(), ros_z_protocol::ZenohIdError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ZenohId(NonZeroU128);

impl ZenohId {
    /// Creates an identifier from its bytes; `None` if all of them are zero.
    pub const fn from_le_bytes(bytes: [u8; 16]) -> Option<Self> {
        match NonZeroU128::new(u128::from_le_bytes(bytes)) {
            Some(id) => Some(Self(id)),
            None => None,
        }
    }

    /// The bytes of the identifier, least significant first.
    pub const fn to_le_bytes(self) -> [u8; 16] {
        self.0.get().to_le_bytes()
    }
}

impl fmt::Display for ZenohId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

impl fmt::Debug for ZenohId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ZenohId({self})")
    }
}

/// The reason why a text is not a [`ZenohId`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ZenohIdError {
    /// The text is empty or longer than an identifier.
    #[error("a zenoh id is 1 to 32 hexadecimal digits; found {found} bytes")]
    Length {
        /// The length of the text in bytes.
        found: usize,
    },
    /// The text contains a character that is not a lowercase hexadecimal digit.
    #[error("position {position} of a zenoh id is not a lowercase hexadecimal digit")]
    Digit {
        /// Position of the character, in bytes from the start of the text.
        position: usize,
    },
    /// The text starts with a zero, which zenoh never prints.
    #[error("a zenoh id does not start with 0")]
    LeadingZero,
}

/// Reads exactly the text that `Display` writes.
impl FromStr for ZenohId {
    type Err = ZenohIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let length = ZenohIdError::Length { found: text.len() };
        if text.is_empty() || text.len() > 32 {
            return Err(length);
        }
        if let Some(position) = text
            .bytes()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        {
            return Err(ZenohIdError::Digit { position });
        }
        if text.starts_with('0') {
            return Err(ZenohIdError::LeadingZero);
        }
        let id = u128::from_str_radix(text, 16).map_err(|_| length)?;
        NonZeroU128::new(id).map(Self).ok_or(ZenohIdError::LeadingZero)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_the_number_without_leading_zeros() {
        let mut bytes = [0; 16];
        bytes[0] = 0xef;
        bytes[1] = 0x0a;
        let id = ZenohId::from_le_bytes(bytes).unwrap();
        assert_eq!(id.to_string(), "aef");
        assert_eq!("aef".parse(), Ok(id));
        assert_eq!(ZenohId::from_le_bytes([0; 16]), None);
    }

    #[test]
    fn text_that_zenoh_does_not_print_is_refused() {
        let parse = |text: &str| text.parse::<ZenohId>().unwrap_err();
        assert_eq!(parse(""), ZenohIdError::Length { found: 0 });
        assert_eq!(parse(&"1".repeat(33)), ZenohIdError::Length { found: 33 });
        assert_eq!(parse("12G"), ZenohIdError::Digit { position: 2 });
        assert_eq!(parse("aB"), ZenohIdError::Digit { position: 1 });
        assert_eq!(parse("+1"), ZenohIdError::Digit { position: 0 });
        assert_eq!(parse("0"), ZenohIdError::LeadingZero);
        assert_eq!(parse("0abc"), ZenohIdError::LeadingZero);
    }
}
