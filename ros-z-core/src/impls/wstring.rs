//! Wide strings: `u32` count, then one `u32` per UTF-16 unit, no NUL, as in `rosidl_typesupport_fastrtps`. The
//! derives call this module for `#[ros(wstring)]` fields.

use crate::align::position_after_all;
use crate::error::{DeserializeError, SerializeError};
use crate::reader::CdrReader;
use crate::traits::CdrSerialize;
use crate::writer::CdrWriter;
use alloc::{borrow::Cow, boxed::Box, string::String, vec::Vec};

/// A field that can be a wide string, or several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a `wstring`",
    note = "`#[ros(wstring)]` applies to `String`, `Box<str>`, `Cow<str>`, and to sequences and arrays of them"
)]
pub trait WideString: Sized {
    #[doc(hidden)]
    fn serialize_wide<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError>;
    #[doc(hidden)]
    fn deserialize_wide(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError>;
    #[doc(hidden)]
    fn measure_wide(&self, position: usize) -> usize;
    /// UTF-16 units of the string, or of the longest one.
    #[doc(hidden)]
    fn units(&self) -> usize;
}

fn serialize_text<W: CdrWriter>(text: &str, writer: &mut W) -> Result<(), SerializeError> {
    writer.write_length(units_of(text))?;
    text.encode_utf16()
        .try_for_each(|unit| u32::from(unit).serialize(writer))
}

fn deserialize_text(reader: &mut CdrReader<'_>) -> Result<String, DeserializeError> {
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

fn units_of(text: &str) -> usize {
    text.encode_utf16().count()
}

macro_rules! strings {
    ($($string:ty),*) => {$(
        impl WideString for $string {
            fn serialize_wide<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
                serialize_text(self, writer)
            }

            fn deserialize_wide(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
                deserialize_text(reader).map(Self::from)
            }

            fn measure_wide(&self, position: usize) -> usize {
                position_after_all(0u32.measure(position), self.units(), size_of::<u32>())
            }

            fn units(&self) -> usize {
                units_of(self)
            }
        }
    )*};
}

strings!(String, Box<str>, Cow<'_, str>);

/// Writes the strings of a sequence or array in order.
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

            fn deserialize_wide(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
                let count = reader.read_length(4)?;
                let mut strings = Vec::with_capacity(count.min(reader.remaining() / size_of::<T>().max(1)));
                for _ in 0..count {
                    strings.push(T::deserialize_wide(reader)?);
                }
                Ok(strings.into())
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

macro_rules! arrays {
    ($($array:ty),*) => {$(
        impl<T: WideString, const N: usize> WideString for $array {
            fn serialize_wide<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
                serialize_each(&self[..], writer)
            }

            fn deserialize_wide(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
                Self::try_from(deserialize_each(reader, N)?).map_err(|strings| DeserializeError::UnexpectedEnd {
                    needed: N - strings.len(),
                    position: reader.position(),
                    remaining: reader.remaining(),
                })
            }

            fn measure_wide(&self, position: usize) -> usize {
                measure_each(&self[..], position)
            }

            fn units(&self) -> usize {
                longest(&self[..])
            }
        }
    )*};
}

arrays!([T; N], Box<[T; N]>);

/// Reads the strings of an array.
fn deserialize_each<T: WideString>(
    reader: &mut CdrReader<'_>,
    count: usize,
) -> Result<Vec<T>, DeserializeError> {
    let mut strings = Vec::new();
    for _ in 0..count {
        strings.push(T::deserialize_wide(reader)?);
    }
    Ok(strings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counting_writer::CountingWriter;
    use crate::vec_writer::VecWriter;

    // Fast-CDR, through rosidl_typesupport_fastrtps: U+1F916 as two units.
    #[test]
    fn a_unit_takes_four_bytes_and_a_surrogate_pair_two_units() {
        let mut writer = VecWriter::default();
        let text = String::from("\u{1f916}");
        text.serialize_wide(&mut writer).unwrap();
        let bytes = writer.into_inner();
        assert_eq!(bytes, [2, 0, 0, 0, 0x3e, 0xd8, 0, 0, 0x16, 0xdd, 0, 0]);
        assert_eq!(text.measure_wide(0), bytes.len());

        let mut counting = CountingWriter::new(3);
        text.serialize_wide(&mut counting).unwrap();
        assert_eq!(counting.position(), text.measure_wide(3));
    }

    #[test]
    fn invalid_utf16_is_reported_with_its_position() {
        let lone = [0, 1, 0, 0, 2, 0, 0, 0, 0x61, 0, 0, 0, 0x3e, 0xd8, 0, 0];
        let wide = [0, 1, 0, 0, 2, 0, 0, 0, 0x61, 0, 0, 0, 0, 0, 1, 0];
        for (message, unit) in [(lone, 0xd83e), (wide, 0x1_0000)] {
            let mut reader = CdrReader::new(&message).unwrap();
            assert_eq!(
                String::deserialize_wide(&mut reader),
                Err(DeserializeError::InvalidUtf16 { position: 8, unit })
            );
        }
    }
}
