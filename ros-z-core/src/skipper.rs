//! [`Skipper`]: checks values and passes over them, which is faster than to read and to drop them. It accepts only values
//! that are common in sequences; the reader reads all others, and reports all errors.

use crate::align::round_up;
use crate::plain::text::{ascii, is_short_text};

/// A position in the current slice of a little-endian message.
///
/// A method returns `false` or `None` if it cannot determine that the reader accepts the value. The values are then read
/// one by one. Numbers are passed over without a comparison with the end of the slice. The next length compares, or
/// `is_inside`.
#[derive(Debug)]
pub struct Skipper<'de> {
    bytes: &'de [u8],
    /// Position of the first byte of `bytes`, since the CDR origin.
    start: usize,
    /// May be after the last byte, by the numbers of one value at most.
    position: usize,
}

impl<'de> Skipper<'de> {
    /// Starts at `bytes`, which are at `start` in the message.
    #[inline]
    pub(crate) fn new(start: usize, bytes: &'de [u8]) -> Self {
        Self {
            bytes,
            start,
            position: start,
        }
    }

    /// Bytes passed over.
    #[inline]
    fn at(&self) -> usize {
        self.position.wrapping_sub(self.start)
    }

    /// Passes over a number of `SIZE` bytes. Any bytes are valid.
    #[inline]
    pub(crate) fn number<const SIZE: usize>(&mut self) -> bool {
        // Does not overflow: each value ends with `is_inside`.
        self.position = round_up(self.position, SIZE).wrapping_add(SIZE);
        true
    }

    /// Passes over the count of a sequence, and returns it if the message has as many bytes.
    #[inline]
    pub(crate) fn count(&mut self) -> Option<usize> {
        self.number::<4>();
        let bytes = self.bytes.get(self.at() - 4..)?.first_chunk()?;
        let count = u32::from_le_bytes(*bytes) as usize;
        (count <= self.bytes.len()).then_some(count)
    }

    /// Passes over bytes of any value.
    #[inline]
    fn take(&mut self, count: usize) -> Option<&'de [u8]> {
        let bytes = self.bytes.get(self.at()..)?.get(..count)?;
        self.position += count;
        Some(bytes)
    }

    /// Passes over a string of ASCII characters, with the one NUL at its end.
    #[inline]
    pub(crate) fn text(&mut self) -> bool {
        let Some(count) = self.count() else { return false };
        let next = self.bytes.get(self.at()..).and_then(|rest| rest.first_chunk());
        if next.is_some_and(|word| is_short_text(*word, count)) {
            self.position += count;
            return true;
        }
        self.take(count).is_some_and(is_text)
    }

    /// Passes over a `bool`.
    #[inline]
    pub(crate) fn boolean(&mut self) -> bool {
        matches!(self.take(1), Some([0 | 1]))
    }

    /// Passes over the count of a sequence, and over its elements. `end` returns their end from their position and number.
    #[inline]
    pub(crate) fn sequence(&mut self, end: impl FnOnce(usize, usize) -> usize) -> bool {
        let Some(count) = self.count() else { return false };
        let length = end(self.position, count).saturating_sub(self.position);
        self.take(length).is_some()
    }

    /// Returns the number of bytes passed over, or `None` if the slice has fewer.
    #[inline]
    pub(crate) fn passed(&self) -> Option<usize> {
        self.is_inside().then_some(self.at())
    }

    /// Returns whether the slice has as many bytes as were passed over.
    #[inline]
    pub(crate) fn is_inside(&self) -> bool {
        self.at() <= self.bytes.len()
    }
}

/// Not inlined, so that the loop over the elements keeps its values in registers.
#[inline(never)]
fn is_text(bytes: &[u8]) -> bool {
    matches!(bytes, [text @ .., 0] if ascii(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_position_in_the_message_decides_the_padding() {
        let bytes = [0; 32];
        let mut skipper = Skipper::new(3, &bytes);
        assert!(skipper.number::<1>() && skipper.number::<8>() && skipper.number::<2>());
        assert_eq!(skipper.passed(), Some(15));
        assert!(skipper.number::<8>() && skipper.number::<8>());
        assert_eq!(skipper.passed(), None);
    }

    #[test]
    fn text_is_ascii_with_one_nul() {
        for (bytes, accepted) in [
            (&b"\x03\0\0\0hi\0"[..], true),
            (b"\x01\0\0\0\0", true),
            (b"\0\0\0\0", false),
            (b"\x02\0\0\0hi", false),
            (b"\x03\0\0\0\0i\0", false),
            (b"\x03\0\0\0\xc3\xa9\0", false),
            (b"\x04\0\0\0hi\0", false),
            (b"\xff\xff\xff\xffhi\0", false),
            (b"\x03\0\0", false),
            (b"", false),
        ] {
            assert_eq!(Skipper::new(0, bytes).text(), accepted, "{bytes:?}");
        }
    }

    #[test]
    fn a_bool_is_zero_or_one_and_inside() {
        for (bytes, accepted) in [(&[0][..], true), (&[1], true), (&[2], false), (&[], false)] {
            assert_eq!(Skipper::new(0, bytes).boolean(), accepted);
        }
    }
}
