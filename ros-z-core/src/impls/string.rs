//! Strings: `u32` length with the NUL, UTF-8 bytes, NUL.

use crate::align::{position_after, round_up};
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
        position_after(
            round_up(position, size_of::<u32>()),
            size_of::<u32>() + self.len() + 1,
        )
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

    #[inline]
    fn serialize_elements<W: CdrWriter>(items: &[Self], writer: &mut W) -> Result<(), SerializeError> {
        writer.write_strings(items.iter().map(Self::as_str))
    }

    #[inline]
    fn measure_elements(items: &[Self], position: usize) -> Option<usize> {
        Some(measure_strings(items, position))
    }
}

/// Returns the position after these strings. Each but the last takes whole units of four bytes, so that the sum does not
/// depend on the position, and the processor does not wait for one string before it counts the next.
#[inline]
fn measure_strings(items: &[String], position: usize) -> usize {
    let Some((last, others)) = items.split_last() else {
        return position;
    };
    let image = |item: &String| size_of::<u32>() + item.len() + 1;
    let start = round_up(position, size_of::<u32>());
    // Each string owns its bytes, and with them takes at least as much memory as on the wire: the sum does not overflow.
    let others: usize = (others.iter())
        .map(|item| round_up(image(item), size_of::<u32>()))
        .fold(0, usize::wrapping_add);
    position_after(position_after(start, others), image(last))
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

#[cfg(test)]
mod tests {
    use crate::traits::CdrSerialize;
    use alloc::{string::String, vec::Vec};

    #[test]
    fn strings_in_a_row_are_measured_as_one_by_one() {
        let names: Vec<String> = (0..9).map(|len| "abcdefgh"[..len].into()).collect();
        for count in 0..=names.len() {
            for position in 0..8 {
                let items = &names[..count];
                let one_by_one = items
                    .iter()
                    .fold(position, |position, item| item.measure(position));
                assert_eq!(String::measure_elements(items, position), Some(one_by_one));
            }
        }
        let beyond = String::measure_elements(&names, usize::MAX - 40);
        assert!(beyond.is_some_and(|end| end > isize::MAX as usize));
    }
}
