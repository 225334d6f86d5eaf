//! Wide strings: `u32` count, then one `u32` a UTF-16 unit, no NUL. The form that
//! `rosidl_typesupport_fastrtps` writes; the derive calls it for `#[ros(wstring)]` fields.

use crate::{CdrReader, CdrSerialize, CdrWriter, DeserializeError, SerializeError};
use alloc::{borrow::Cow, boxed::Box, string::String, vec::Vec};

/// A field that is written as a wide string, or as several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a `wstring`",
    note = "`#[ros(wstring)]` applies to `String`, `Box<str>`, `Cow<str>`, and to sequences and arrays of them"
)]
pub trait WideString {
    #[doc(hidden)]
    fn serialize_wide<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError>;
    #[doc(hidden)]
    fn measure_wide(&self, position: usize) -> usize;
    /// UTF-16 units of the string, or of the longest one.
    #[doc(hidden)]
    fn units(&self) -> usize;
}

/// A field that is read from a wide string, or from several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a `wstring`",
    note = "`#[ros(wstring)]` applies to `String`, `Box<str>`, `Cow<str>`, and to sequences and arrays of them"
)]
pub trait ReadWideString<'de>: Sized {
    #[doc(hidden)]
    fn deserialize_wide(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError>;
}

/// Writes a field as wide string.
///
/// # Errors
/// As [`CdrWriter::write_length`].
pub fn serialize<T: WideString + ?Sized, W: CdrWriter>(
    value: &T,
    writer: &mut W,
) -> Result<(), SerializeError> {
    value.serialize_wide(writer)
}

/// Position behind a wide string that starts at `position`.
pub fn measure<T: WideString + ?Sized>(value: &T, position: usize) -> usize {
    value.measure_wide(position)
}

/// Reads a field from a wide string.
///
/// # Errors
/// [`DeserializeError::InvalidUtf16`], and as [`CdrReader::read_length`].
pub fn deserialize<'de, T: ReadWideString<'de>>(reader: &mut CdrReader<'de>) -> Result<T, DeserializeError> {
    T::deserialize_wide(reader)
}

/// UTF-16 units of the field, or of the longest of its strings.
pub fn units<T: WideString + ?Sized>(value: &T) -> usize {
    value.units()
}

impl WideString for str {
    fn serialize_wide<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        writer.write_length(self.units())?;
        self.encode_utf16()
            .try_for_each(|unit| u32::from(unit).serialize(writer))
    }

    fn measure_wide(&self, position: usize) -> usize {
        0u32.measure(position)
            .saturating_add(self.units().saturating_mul(4))
    }

    fn units(&self) -> usize {
        self.encode_utf16().count()
    }
}

impl<'de> ReadWideString<'de> for String {
    fn deserialize_wide(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        let count = reader.read_length(4)?;
        let start = reader.position();
        let mut units = Vec::with_capacity(count);
        for _ in 0..count {
            let unit = reader.read_u32()?;
            units.push(u16::try_from(unit).map_err(|_| DeserializeError::InvalidUtf16 {
                position: reader.position() - 4,
                unit,
            })?);
        }
        let mut string = String::with_capacity(count);
        let mut at = start;
        for decoded in char::decode_utf16(units) {
            let character = decoded.map_err(|error| DeserializeError::InvalidUtf16 {
                position: at,
                unit: error.unpaired_surrogate().into(),
            })?;
            at += 4 * character.len_utf16();
            string.push(character);
        }
        Ok(string)
    }
}

macro_rules! strings {
    ($($string:ty),*) => {$(
        impl WideString for $string {
            fn serialize_wide<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
                str::serialize_wide(self, writer)
            }

            fn measure_wide(&self, position: usize) -> usize {
                str::measure_wide(self, position)
            }

            fn units(&self) -> usize {
                str::units(self)
            }
        }
    )*};
}

strings!(String, Box<str>, Cow<'_, str>);

impl<'de> ReadWideString<'de> for Box<str> {
    fn deserialize_wide(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        String::deserialize_wide(reader).map(String::into_boxed_str)
    }
}

impl<'de> ReadWideString<'de> for Cow<'_, str> {
    fn deserialize_wide(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        String::deserialize_wide(reader).map(Cow::Owned)
    }
}

/// The strings of a sequence or array, one after the other.
fn serialize_each<T: WideString, W: CdrWriter>(strings: &[T], writer: &mut W) -> Result<(), SerializeError> {
    strings
        .iter()
        .try_for_each(|string| string.serialize_wide(writer))
}

fn measure_each<T: WideString>(strings: &[T], position: usize) -> usize {
    strings
        .iter()
        .fold(position, |position, string| string.measure_wide(position))
}

fn longest<T: WideString>(strings: &[T]) -> usize {
    strings.iter().map(T::units).max().unwrap_or(0)
}

macro_rules! sequences {
    ($($sequence:ty),*) => {$(
        impl<T: WideString> WideString for $sequence {
            fn serialize_wide<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
                writer.write_length(self.len())?;
                serialize_each(self, writer)
            }

            fn measure_wide(&self, position: usize) -> usize {
                measure_each(self, 0u32.measure(position))
            }

            fn units(&self) -> usize {
                longest(self)
            }
        }
    )*};
}

sequences!(Vec<T>, Box<[T]>);

impl<'de, T: ReadWideString<'de>> ReadWideString<'de> for Vec<T> {
    fn deserialize_wide(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        let count = reader.read_length(4)?;
        let mut strings = Vec::with_capacity(count.min(reader.remaining() / size_of::<T>().max(1)));
        for _ in 0..count {
            strings.push(T::deserialize_wide(reader)?);
        }
        Ok(strings)
    }
}

impl<'de, T: ReadWideString<'de>> ReadWideString<'de> for Box<[T]> {
    fn deserialize_wide(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        Vec::deserialize_wide(reader).map(Vec::into_boxed_slice)
    }
}

impl<T: WideString, const N: usize> WideString for [T; N] {
    fn serialize_wide<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        serialize_each(self, writer)
    }

    fn measure_wide(&self, position: usize) -> usize {
        measure_each(self, position)
    }

    fn units(&self) -> usize {
        longest(self)
    }
}

impl<'de, T: ReadWideString<'de>, const N: usize> ReadWideString<'de> for [T; N] {
    fn deserialize_wide(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        let mut strings = Vec::new();
        for _ in 0..N {
            strings.push(T::deserialize_wide(reader)?);
        }
        Self::try_from(strings).map_err(|strings| DeserializeError::UnexpectedEnd {
            needed: N - strings.len(),
            position: reader.position(),
            remaining: reader.remaining(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CountingWriter, VecWriter};

    // Fast-CDR, by rosidl_typesupport_fastrtps: U+1F916 as two units.
    #[test]
    fn a_unit_takes_four_bytes_and_a_surrogate_pair_two_units() {
        let mut writer = VecWriter::default();
        serialize("\u{1f916}", &mut writer).unwrap();
        let bytes = writer.into_inner();
        assert_eq!(bytes, [2, 0, 0, 0, 0x3e, 0xd8, 0, 0, 0x16, 0xdd, 0, 0]);
        assert_eq!(measure("\u{1f916}", 0), bytes.len());

        let mut counting = CountingWriter::new(3);
        serialize("\u{1f916}", &mut counting).unwrap();
        assert_eq!(counting.position(), measure("\u{1f916}", 3));
    }

    #[test]
    fn what_is_not_utf16_is_found_by_position() {
        let lone = [0, 1, 0, 0, 2, 0, 0, 0, 0x61, 0, 0, 0, 0x3e, 0xd8, 0, 0];
        let wide = [0, 1, 0, 0, 2, 0, 0, 0, 0x61, 0, 0, 0, 0, 0, 1, 0];
        for (message, unit) in [(lone, 0xd83e), (wide, 0x1_0000)] {
            let mut reader = CdrReader::new(&message).unwrap();
            assert_eq!(
                deserialize::<String>(&mut reader),
                Err(DeserializeError::InvalidUtf16 { position: 8, unit })
            );
        }
    }
}
