//! Wide strings that are read in place: one `u32` for each UTF-16 unit.

use crate::error::{DeserializeError, SerializeError};
use crate::reader::CdrReader;
use crate::traits::CdrSerialize;
use crate::writer::CdrWriter;
use alloc::string::String;
use core::fmt::{self, Write as _};

/// A `wstring` of a message. Displayed with U+FFFD in place of invalid UTF-16.
#[derive(Clone, Debug)]
pub struct WideStr<'a> {
    source: Source<'a>,
}

#[derive(Clone, Debug)]
enum Source<'a> {
    /// The reader is at the first of this many units.
    Units(CdrReader<'a>, usize),
    Text(&'a str),
}

impl<'a> WideStr<'a> {
    /// Reads a string in place.
    pub(super) fn read(reader: &mut CdrReader<'a>) -> Result<Self, DeserializeError> {
        let count = reader.read_length(size_of::<u32>())?;
        let source = Source::Units(reader.clone(), count);
        reader.read_bytes(count.saturating_mul(size_of::<u32>()))?;
        Ok(Self { source })
    }

    pub(super) fn of(text: &'a str) -> Self {
        Self {
            source: Source::Text(text),
        }
    }

    /// The UTF-16 units. A message can contain numbers above `u16::MAX`, which are not UTF-16 units.
    pub fn units(&self) -> impl Iterator<Item = u32> + use<'a> {
        let (text, reader, count) = match &self.source {
            Source::Units(reader, count) => ("", Some(reader.clone()), *count),
            Source::Text(text) => (*text, None, 0),
        };
        let mut reader = reader;
        let wire = (0..count).map_while(move |_| reader.as_mut()?.read_u32().ok());
        wire.chain(text.encode_utf16().map(u32::from))
    }

    /// Number of units.
    pub(super) fn len(&self) -> usize {
        match &self.source {
            Source::Units(_, count) => *count,
            Source::Text(text) => crate::field_default::wide_len(text),
        }
    }

    /// The text, if it is UTF-16.
    ///
    /// # Errors
    /// [`DeserializeError::InvalidUtf16`].
    pub fn to_text(&self) -> Result<String, DeserializeError> {
        let mut text = String::new();
        let start = match &self.source {
            Source::Units(reader, _) => reader.position(),
            Source::Text(text) => return Ok((*text).into()),
        };
        let mut position = start;
        for decoded in self.characters() {
            let character = decoded.map_err(|unit| DeserializeError::InvalidUtf16 { position, unit })?;
            position += size_of::<u32>() * character.len_utf16();
            text.push(character);
        }
        Ok(text)
    }

    /// The characters, or the unit that is invalid.
    fn characters(&self) -> impl Iterator<Item = Result<char, u32>> + use<'a> {
        // A number above `u16::MAX` is decoded like a surrogate without its pair, and is found again by its index.
        const INVALID: u16 = 0xdfff;
        let units = self.units().map(|unit| u16::try_from(unit).unwrap_or(INVALID));
        let mut original = self.units();
        char::decode_utf16(units).map(move |decoded| {
            let unit = original.next();
            match decoded {
                Ok(character) => {
                    if character.len_utf16() == 2 {
                        original.next();
                    }
                    Ok(character)
                }
                Err(error) => Err(unit.unwrap_or(error.unpaired_surrogate().into())),
            }
        })
    }
}

impl fmt::Display for WideStr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.characters()
            .try_for_each(|character| f.write_char(character.unwrap_or(char::REPLACEMENT_CHARACTER)))
    }
}

/// Writes a wide string.
pub(super) fn write_wide<W: CdrWriter>(
    units: impl Iterator<Item = u32> + Clone,
    writer: &mut W,
) -> Result<(), SerializeError> {
    writer.write_length(units.clone().count())?;
    units.into_iter().try_for_each(|unit| unit.serialize(writer))
}
