//! [`SliceWriter`]: writes into a `&mut [u8]`, usually a view of shared memory. Writes padding and short
//! strings with few stores.

use crate::align::padding;
use crate::copy::copy_bytes;
use crate::error::SerializeError;
use crate::writer::{CdrWriter, checked_length, has_nul, write_string_of};

/// Writes into a byte slice: a prepared buffer, or a view of shared memory.
#[derive(Debug)]
pub struct SliceWriter<'a> {
    /// The part that is not yet written.
    rest: &'a mut [u8],
    position: usize,
}

impl<'a> SliceWriter<'a> {
    /// Starts at the CDR origin, which is the first byte of `body`, after the header.
    #[must_use]
    pub fn new(body: &'a mut [u8]) -> Self {
        Self::at(0, body)
    }

    /// Starts at a position other than the CDR origin.
    #[inline]
    pub(crate) fn at(position: usize, body: &'a mut [u8]) -> Self {
        Self { rest: body, position }
    }

    /// Bytes left.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// The next `count` bytes.
    #[inline]
    fn take(&mut self, count: usize) -> Result<&'a mut [u8], SerializeError> {
        if count > self.rest.len() {
            return Err(too_small(count, self.position, self.rest.len()));
        }
        let (taken, rest) = core::mem::take(&mut self.rest).split_at_mut(count);
        self.rest = rest;
        self.position += count;
        Ok(taken)
    }

    /// The next `count` bytes from a multiple of `alignment`, after zeroed padding. The padding takes one store
    /// if later bytes overwrite the rest of it.
    #[inline]
    fn take_aligned(&mut self, alignment: usize, count: usize) -> Result<&'a mut [u8], SerializeError> {
        let padding = padding(self.position, alignment);
        let start = (self.position + padding) & !(alignment - 1);
        let taken = self.take(padding.saturating_add(count))?;
        // The same position, in a form that shows the compiler that it is a multiple: the next value may need
        // no padding.
        self.position = start + count;
        let zeros = if count >= 8 && alignment <= 8 { 8 } else { padding };
        taken[..zeros].fill(0);
        Ok(&mut taken[padding..])
    }
}

impl CdrWriter for SliceWriter<'_> {
    #[inline]
    fn position(&self) -> usize {
        self.position
    }

    #[inline]
    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
        copy_bytes(self.take(bytes.len())?, bytes);
        Ok(())
    }

    #[inline]
    fn write_aligned<const N: usize>(&mut self, bytes: [u8; N]) -> Result<(), SerializeError> {
        let pad = padding(self.position, N);
        // One load and store clears any padding. At the end of the buffer there may be too few bytes for that,
        // hence the slow path.
        if let Some(window) = self.rest.first_chunk_mut::<16>() {
            if let Some(front) = window.first_chunk_mut::<8>() {
                clear_front(front, pad);
            }
            window[pad..pad + N].copy_from_slice(&bytes);
            self.take(pad + N).map(drop)
        } else {
            let target = self.take(pad + N)?;
            target[..pad].fill(0);
            target[pad..].copy_from_slice(&bytes);
            Ok(())
        }
    }

    /// As for primitives: clears any padding with one load and store, unless the buffer ends.
    #[inline]
    fn write_padding(&mut self, count: usize) -> Result<(), SerializeError> {
        match self.rest.first_chunk_mut::<8>() {
            Some(window) if count < window.len() => {
                clear_front(window, count);
                self.take(count).map(drop)
            }
            _ => {
                self.take(count)?.fill(0);
                Ok(())
            }
        }
    }

    #[inline]
    fn write_filled(
        &mut self,
        count: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        fill(self.take(count)?)
    }

    #[inline]
    fn write_bytes_aligned(&mut self, alignment: usize, bytes: &[u8]) -> Result<(), SerializeError> {
        copy_bytes(self.take_aligned(alignment, bytes.len())?, bytes);
        Ok(())
    }

    #[inline]
    fn write_filled_aligned(
        &mut self,
        alignment: usize,
        count: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        fill(self.take_aligned(alignment, count)?)
    }

    /// Inlined, with calls to functions that are not, so that the writer stays in registers between members.
    #[inline(always)]
    fn write_string(&mut self, string: &str) -> Result<(), SerializeError> {
        let written = match self.rest.first_chunk_mut() {
            Some(window) => write_short_string(string.as_bytes(), self.position, window),
            None => 0,
        };
        let written = match written {
            0 => write_any_string(string, self.position, self.rest)?,
            written => written,
        };
        self.take(written).map(drop)
    }
}

/// Takes numbers instead of the writer, so that the writer stays in registers.
#[cold]
fn too_small(needed: usize, position: usize, remaining: usize) -> SerializeError {
    SerializeError::BufferTooSmall {
        needed,
        position,
        remaining,
    }
}

/// Size of the length of a string.
const LENGTH_SIZE: usize = size_of::<u32>();

/// Writes a string that is long, invalid, or close to the end of the buffer. Returns the number of bytes
/// written.
#[inline(never)]
fn write_any_string(string: &str, position: usize, room: &mut [u8]) -> Result<usize, SerializeError> {
    let length = checked_length(string)?;
    let start = padding(position, LENGTH_SIZE) + LENGTH_SIZE;
    let written = start.saturating_add(string.len()).saturating_add(1);
    if written > room.len() {
        return Err(too_small(written, position, room.len()));
    }
    write_string_of(length, string, &mut SliceWriter::at(position, room))?;
    Ok(written)
}

/// Writes a string of at most 31 bytes, such as a frame name, at `position`. Returns the number of bytes
/// written; up to 7 bytes after them are zeroed. Returns 0 if the string is longer or contains a NUL, for the
/// caller to handle.
#[inline]
fn write_short_string(text: &[u8], position: usize, window: &mut [u8; 48]) -> usize {
    if text.len() > 31 {
        return 0;
    }
    let pad = padding(position, LENGTH_SIZE);
    let start = pad + LENGTH_SIZE;
    let end = start + text.len();
    // Each store may reach into the bytes of the next one. The padding and the length:
    let length = text.len() as u64 + 1;
    window[..8].copy_from_slice(&(length << (8 * pad)).to_le_bytes());
    // The front of the text, and its back with the NUL.
    macro_rules! by_ends {
        ($($int:ty)*) => {$({
            const SIZE: usize = size_of::<$int>();
            if let (Some(front), Some(back)) = (text.first_chunk::<SIZE>(), text.last_chunk::<SIZE>()) {
                if has_nul(front) | has_nul(back) {
                    return 0;
                }
                let back = <$int>::from_le_bytes(*back) >> 8;
                let back_at = end - (SIZE - 1);
                window[start..start + SIZE].copy_from_slice(front);
                window[back_at..back_at + SIZE].copy_from_slice(&back.to_le_bytes());
                return end + 1;
            }
        })*};
    }
    by_ends!(u128 u64 u32);
    if text.contains(&0) {
        return 0;
    }
    let word = text
        .iter()
        .rev()
        .fold(0, |word: u32, byte| word << 8 | u32::from(*byte));
    window[start..start + 4].copy_from_slice(&word.to_le_bytes());
    end + 1
}

/// Sets the first `count` bytes to 0 and keeps the others. `count` is at most 7.
#[inline]
fn clear_front(window: &mut [u8; 8], count: usize) {
    let kept = u64::MAX << (8 * count % 64);
    *window = (u64::from_le_bytes(*window) & kept).to_le_bytes();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counting_writer::CountingWriter;
    use crate::vec_writer::VecWriter;
    use alloc::vec::Vec;

    /// Makes the same calls on every sink.
    fn write_all<W: CdrWriter>(writer: &mut W) -> Result<(), SerializeError> {
        writer.write_aligned([1])?;
        writer.write_aligned(2u16.to_le_bytes())?;
        writer.write_aligned([3])?;
        writer.write_aligned(4u64.to_le_bytes())?;
        writer.write_string("hi")?;
        writer.write_aligned(5u32.to_le_bytes())
    }

    #[test]
    fn all_sinks_agree_and_padding_is_zeroed() {
        let mut vec = VecWriter::default();
        write_all(&mut vec).unwrap();
        let vec = vec.into_inner();

        let mut counting = CountingWriter::new(0);
        write_all(&mut counting).unwrap();
        assert_eq!(counting.position(), vec.len());

        let mut stale = [0xaa; 64];
        let mut slice = SliceWriter::new(&mut stale);
        write_all(&mut slice).unwrap();
        let written = slice.position();
        assert_eq!(&stale[..written], vec);
        let mut exact = alloc::vec![0xaa; written];
        write_all(&mut SliceWriter::new(&mut exact)).unwrap();
        assert_eq!(exact, vec);
    }

    #[test]
    fn the_error_of_a_short_slice_has_position_and_size() {
        let mut short = [0xaa; 9];
        let mut writer = SliceWriter::new(&mut short);
        let error = write_all(&mut writer).unwrap_err();
        assert_eq!(
            error,
            SerializeError::BufferTooSmall {
                needed: 11,
                position: 5,
                remaining: 4
            }
        );
        assert_eq!(writer.position(), 5);
    }

    #[test]
    fn a_string_with_a_nul_is_refused() {
        let error = VecWriter::default().write_string("a\0b").unwrap_err();
        assert_eq!(error, SerializeError::InteriorNul { index: 1 });
    }

    /// The expected bytes of a string after `start` bytes.
    fn string_image(start: usize, text: &str) -> Vec<u8> {
        let mut image = alloc::vec![7; start];
        image.resize(start.next_multiple_of(4), 0);
        image.extend((text.len() as u32 + 1).to_le_bytes());
        image.extend(text.as_bytes());
        image.push(0);
        image
    }

    #[test]
    fn a_string_of_any_length_is_written_anywhere() {
        let letters = "abcdefghijklmnopqrstuvwxyzäöüABCDEFGHIJKL";
        for length in (0..letters.len()).filter(|length| letters.is_char_boundary(*length)) {
            let text = &letters[..length];
            for start in 0..9 {
                let expected = string_image(start, text);
                for spare in [0, 1, 7, 8, 40] {
                    let mut stale = alloc::vec![0xaa; expected.len() + spare];
                    let mut writer = SliceWriter::new(&mut stale);
                    writer.write_bytes(&alloc::vec![7; start]).unwrap();
                    writer.write_string(text).unwrap();
                    assert_eq!(writer.position(), expected.len());
                    assert_eq!(writer.remaining(), spare);
                    assert_eq!(stale[..expected.len()], expected, "{text} at {start}");
                }
                let mut writer = VecWriter::default();
                writer.write_bytes(&alloc::vec![7; start]).unwrap();
                writer.write_string(text).unwrap();
                assert_eq!(writer.into_inner(), expected);

                let mut short = alloc::vec![0xaa; expected.len() - 1];
                let mut writer = SliceWriter::new(&mut short);
                writer.write_bytes(&alloc::vec![7; start]).unwrap();
                let error = writer.write_string(text).unwrap_err();
                let (needed, remaining) = (expected.len() - start, expected.len() - start - 1);
                let position = start;
                assert_eq!(
                    error,
                    SerializeError::BufferTooSmall {
                        needed,
                        position,
                        remaining
                    }
                );
            }
        }
    }

    #[test]
    fn a_nul_is_found_at_every_index() {
        for length in 1..40 {
            for index in 0..length {
                let mut bytes = alloc::vec![b'a'; length];
                bytes[index] = 0;
                let text = core::str::from_utf8(&bytes).unwrap();
                let error = SerializeError::InteriorNul { index };
                assert_eq!(VecWriter::default().write_string(text), Err(error.clone()));
                for room in [length + 5, length + 100] {
                    let mut buffer = alloc::vec![0; room];
                    let mut writer = SliceWriter::new(&mut buffer);
                    assert_eq!(writer.write_string(text), Err(error.clone()));
                    assert_eq!(writer.position(), 0);
                }
            }
        }
        // Bytes that resemble a NUL but are not one.
        for byte in ["\u{1}", "\u{80}", "\u{7f}", "\u{100}"] {
            for length in 1..40 {
                let text = byte.repeat(length);
                let mut buffer = [0; 128];
                let mut writer = SliceWriter::new(&mut buffer);
                writer.write_string(&text).unwrap();
                let written = writer.position();
                assert_eq!(buffer[..written], string_image(0, &text));
            }
        }
    }

    #[test]
    fn a_length_above_u32_is_an_error() {
        let length = u32::MAX as usize + 1;
        let error = CountingWriter::default().write_length(length).unwrap_err();
        assert_eq!(error, SerializeError::LengthOverflow { length });
    }
}
