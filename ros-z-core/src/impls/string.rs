//! Strings: `u32` length with the NUL, UTF-8 bytes, NUL.

use crate::align::padding;
use crate::error::{DeserializeError, SerializeError};
use crate::reader::CdrReader;
use crate::skipper::Skipper;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use alloc::{borrow::Cow, boxed::Box, string::String};

impl CdrSerialize for str {
    #[inline(always)]
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        writer.write_string(self)
    }

    #[inline]
    fn measure(&self, position: usize) -> usize {
        // No string is long enough for its own part of the sum to overflow.
        position.saturating_add(padding(position, size_of::<u32>()) + size_of::<u32>() + self.len() + 1)
    }
}

impl<'de: 'a, 'a> CdrDeserialize<'de> for &'a str {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        reader.read_str()
    }

    #[inline]
    fn skip(skipper: &mut Skipper<'de>) -> bool {
        skipper.text()
    }
}

impl CdrSerialize for String {
    #[inline(always)]
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        self.as_str().serialize(writer)
    }

    #[inline]
    fn measure(&self, position: usize) -> usize {
        self.as_str().measure(position)
    }
}

impl CdrDeserialize<'_> for String {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        reader.read_str().map(String::from)
    }
}

impl CdrDeserialize<'_> for Box<str> {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        reader.read_str().map(Box::from)
    }
}

impl<'de: 'a, 'a> CdrDeserialize<'de> for Cow<'a, str> {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        reader.read_str().map(Cow::Borrowed)
    }
}
