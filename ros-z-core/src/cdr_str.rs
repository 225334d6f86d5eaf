//! [`CdrStr`]: the bytes of a string, read in place without a UTF-8 check. The checked string types are in
//! `impls/string`.

use crate::error::{DeserializeError, SerializeError};
use crate::field_len::{FieldLen, FieldStrings};
use crate::message::RosField;
use crate::reader::CdrReader;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::type_description::{BaseType, FieldType};
use crate::writer::CdrWriter;
use alloc::{borrow::Cow, string::String, vec::Vec};
use core::str::Utf8Error;

/// The bytes of a ROS string in any encoding, borrowed from a message.
///
/// A C++ node can publish text that is not UTF-8, such as Latin-1. Deserializing it as `String` or `&str`
/// fails; a field of this type accepts it. The bytes end before the first NUL, as in a C string.
///
/// # Examples
/// ```
/// use ros_z_core::{CdrStr, RosMessage, from_slice, to_vec};
///
/// #[derive(RosMessage)]
/// #[ros(type_name = "std_msgs/msg/String")]
/// struct Text<'a> {
///     data: CdrStr<'a>,
/// }
///
/// let message = [0, 1, 0, 0, 5, 0, 0, 0, b'c', b'a', b'f', 0xe9, 0];
/// let text: Text<'_> = from_slice(&message)?;
/// assert_eq!(text.data.as_bytes(), b"caf\xe9");
/// assert_eq!(text.data.to_string_lossy(), "caf\u{fffd}");
/// assert_eq!(text.data.as_bytes().iter().map(|&byte| char::from(byte)).collect::<String>(), "café");
/// assert_eq!(to_vec(&text)?, message);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CdrStr<'a> {
    bytes: &'a [u8],
}

impl<'a> CdrStr<'a> {
    /// Creates a string of these bytes. Serializing it fails if they contain a NUL.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// The bytes, without the terminating NUL.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text, if it is UTF-8.
    ///
    /// # Errors
    /// [`Utf8Error`], with the index of the first invalid byte.
    pub const fn to_str(&self) -> Result<&'a str, Utf8Error> {
        core::str::from_utf8(self.bytes)
    }

    /// The text, with U+FFFD in place of invalid UTF-8.
    #[must_use]
    pub fn to_string_lossy(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.bytes)
    }
}

impl<'a> From<&'a str> for CdrStr<'a> {
    fn from(text: &'a str) -> Self {
        Self::new(text.as_bytes())
    }
}

impl CdrSerialize for CdrStr<'_> {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        if let Some(index) = self.bytes.iter().position(|&byte| byte == 0) {
            return Err(SerializeError::InteriorNul { index });
        }
        writer.write_length(self.bytes.len().saturating_add(1))?;
        writer.write_bytes(self.bytes)?;
        writer.write_bytes(&[0])
    }

    #[inline]
    fn measure(&self, position: usize) -> usize {
        self.bytes.measure(position).wrapping_add(1)
    }
}

impl<'de: 'a, 'a> CdrDeserialize<'de> for CdrStr<'a> {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        reader.read_string_bytes().map(Self::new)
    }
}

impl RosField for CdrStr<'_> {
    const TYPE: FieldType = FieldType::base(BaseType::String);
}

#[diagnostic::do_not_recommend]
impl FieldLen for CdrStr<'_> {
    #[inline]
    fn field_len(&self) -> usize {
        self.bytes.len()
    }
}

#[diagnostic::do_not_recommend]
impl FieldStrings for [CdrStr<'_>] {
    fn longest_string(&self) -> usize {
        self.iter().map(FieldLen::field_len).max().unwrap_or(0)
    }
}

#[diagnostic::do_not_recommend]
impl FieldStrings for Vec<CdrStr<'_>> {
    fn longest_string(&self) -> usize {
        self.as_slice().longest_string()
    }
}

#[diagnostic::do_not_recommend]
impl<const N: usize> FieldStrings for [CdrStr<'_>; N] {
    fn longest_string(&self) -> usize {
        self.as_slice().longest_string()
    }
}
