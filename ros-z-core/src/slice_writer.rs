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
        let start = multiple_at(self.position, padding, alignment);
        let taken = self.take(padding.saturating_add(count))?;
        self.position = start + count;
        match taken.first_chunk_mut::<8>() {
            Some(front) => *front = [0; 8],
            None => taken[..padding].fill(0),
        }
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
        let start = multiple_at(self.position, pad, N);
        let target = self.take(pad + N)?;
        self.position = start + N;
        // The primitive overwrites all of the zeros that are not padding.
        if let Some(front) = target.first_chunk_mut() {
            *front = [0; N];
        }
        if let Some(back) = target.last_chunk_mut() {
            *back = bytes;
        }
        Ok(())
    }

    #[inline]
    fn write_numbers<const N: usize, const COUNT: usize>(
        &mut self,
        numbers: [[u8; N]; COUNT],
    ) -> Result<(), SerializeError> {
        const { assert!(COUNT > 0, "padding before no number would not be written") }
        let bytes = numbers.as_flattened();
        let pad = padding(self.position, N);
        let start = multiple_at(self.position, pad, N);
        let target = self.take(pad + bytes.len())?;
        self.position = start + bytes.len();
        // The first number overwrites all of the zeros that are not padding.
        if let Some(front) = target.first_chunk_mut() {
            *front = [0; N];
        }
        target[pad..].copy_from_slice(bytes);
        Ok(())
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
    fn write_counted(&mut self, count: usize, alignment: usize, bytes: &[u8]) -> Result<(), SerializeError> {
        let Ok(length) = u32::try_from(count) else {
            return Err(SerializeError::LengthOverflow { length: count });
        };
        let pad = padding(self.position, LENGTH_SIZE);
        let end = multiple_at(self.position, pad, LENGTH_SIZE) + LENGTH_SIZE;
        let gap = if bytes.is_empty() {
            0
        } else {
            padding(end, alignment)
        };
        let target = self.take((pad + LENGTH_SIZE + gap).saturating_add(bytes.len()))?;
        self.position = end + gap + bytes.len();
        // The padding and the length take one store if the bytes overwrite the rest of it.
        let word = u64::from(length) << (8 * pad);
        match target.first_chunk_mut() {
            Some(front) => *front = word.to_le_bytes(),
            None => target[..pad + LENGTH_SIZE].copy_from_slice(&word.to_le_bytes()[..pad + LENGTH_SIZE]),
        }
        let rest = &mut target[pad + LENGTH_SIZE..];
        rest[..gap].fill(0);
        copy_bytes(&mut rest[gap..], bytes);
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

    /// Inlined for usual strings, so that the writer stays in registers between members.
    #[inline(always)]
    fn write_string(&mut self, string: &str) -> Result<(), SerializeError> {
        let text = string.as_bytes();
        let pad = padding(self.position, LENGTH_SIZE);
        let written = if let Some(room) = self.rest.first_chunk_mut()
            && write_usual_string(text, pad, room)
        {
            pad + LENGTH_SIZE + text.len() + 1
        } else {
            write_any_string(string, self.position, self.rest)?
        };
        self.take(written).map(drop)
    }

    /// Writes each string with the padding after it, so that the index of the next one depends only on its length.
    #[inline]
    fn write_strings<'s>(
        &mut self,
        mut strings: impl Iterator<Item = &'s str>,
    ) -> Result<(), SerializeError> {
        let pad = padding(self.position, LENGTH_SIZE);
        let start = multiple_at(self.position, pad, LENGTH_SIZE);
        if pad > self.rest.len() {
            // No string fits.
            let string = strings.next();
            return string.map_or(Ok(()), |string| {
                write_any_string(string, self.position, self.rest).map(drop)
            });
        }
        let rest = core::mem::take(&mut self.rest);
        let (front, aligned) = rest.split_at_mut(pad);
        front.fill(0);
        let mut result = Ok(());
        // The index after the last string.
        let mut end = 0;
        for string in strings {
            let text = string.as_bytes();
            let at = next_index(end);
            if let Some(room) = aligned.get_mut(at..at + USUAL_ROOM)
                && let Ok(room) = room.try_into()
                && write_padded_string(text, room)
            {
                end = at + LENGTH_SIZE + text.len() + 1;
                continue;
            }
            match write_any_padded_string(string, start, aligned, end) {
                Ok(after) => end = after,
                Err(error) => {
                    result = Err(error);
                    break;
                }
            }
        }
        (self.position, self.rest) = if end == 0 {
            (self.position, rest)
        } else {
            (start + end, &mut rest[pad + end..])
        };
        result
    }
}

/// The position after the padding, in a form that shows the compiler that it is a multiple of `alignment`: the next value
/// may need no padding.
#[inline]
fn multiple_at(position: usize, padding: usize, alignment: usize) -> usize {
    (position + padding) & !(alignment - 1)
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

/// Length of the longest string that is written inline. Most names of frames and joints are shorter.
const USUAL: usize = 15;

/// Room for such a string, with the padding before or after it: padding, length, text, NUL.
const USUAL_ROOM: usize = LENGTH_SIZE - 1 + LENGTH_SIZE + USUAL + 1;

/// Writes an ASCII string of 4 to [`USUAL`] bytes after padding. Up to 4 bytes after the string are zeroed. Returns `false`
/// for any other string.
#[inline(always)]
fn write_usual_string(text: &[u8], pad: usize, room: &mut [u8; USUAL_ROOM]) -> bool {
    let Some((front, back, index)) = ends_of_usual(text) else {
        return false;
    };
    // Each store may reach into the bytes of the next one: the padding and the length, the front of the text, and its
    // back with the NUL.
    let start = pad + LENGTH_SIZE;
    let back_at = start + index + 1;
    room[..8].copy_from_slice(&((text.len() as u64 + 1) << (8 * pad)).to_le_bytes());
    room[start..start + 8].copy_from_slice(&front.to_le_bytes());
    room[back_at..back_at + 8].copy_from_slice(&(back >> 8).to_le_bytes());
    true
}

/// Writes an ASCII string of 4 to [`USUAL`] bytes at a position without padding, and the padding after it. Up to 3 bytes after
/// the string are zeroed. Returns `false` for any other string.
#[inline(always)]
fn write_padded_string(text: &[u8], room: &mut [u8; USUAL_ROOM]) -> bool {
    let Some((front, back, index)) = ends_of_usual(text) else {
        return false;
    };
    let (length, image) = room.split_at_mut(LENGTH_SIZE);
    length.copy_from_slice(&(text.len() as u32 + 1).to_le_bytes());
    // The NUL and the padding. In a short string, the front and the back reach into them, with zeros.
    image[text.len()..text.len() + 4].fill(0);
    image[..8].copy_from_slice(&front.to_le_bytes());
    image[index..index + 8].copy_from_slice(&back.to_le_bytes());
    true
}

/// Returns the first and the last bytes of an ASCII string of 4 to [`USUAL`] bytes, which may overlap, and the index of the
/// last ones; `None` for any other string. For a string of fewer than 8 bytes, the high halves are 0.
#[inline(always)]
fn ends_of_usual(text: &[u8]) -> Option<(u64, u64, usize)> {
    let len = text.len();
    if len > USUAL {
        return None;
    }
    if let (Some(front), Some(back)) = (text.first_chunk(), text.last_chunk()) {
        let (front, back) = (u64::from_le_bytes(*front), u64::from_le_bytes(*back));
        let is_usual = !(is_suspect(front) | is_suspect(back));
        return is_usual.then_some((front, back, len - 8));
    }
    let (front, back) = (text.first_chunk()?, text.last_chunk()?);
    let [front, back] = [*front, *back].map(|half| u64::from(u32::from_le_bytes(half)));
    (!is_suspect(front | back << 32)).then_some((front, back, len - 4))
}

/// Returns whether a byte may be 0; `false` if all bytes are ASCII and not 0.
#[inline]
fn is_suspect(word: u64) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    word.wrapping_sub(ONES) & HIGH != 0
}

/// Writes a string of any length, also close to the end of the buffer. Returns the number of bytes written.
#[inline(never)]
fn write_any_string(string: &str, position: usize, room: &mut [u8]) -> Result<usize, SerializeError> {
    let pad = padding(position, LENGTH_SIZE);
    let written = (pad + LENGTH_SIZE + 1).saturating_add(string.len());
    if let Some(room) = room.first_chunk_mut()
        && write_short_string(string.as_bytes(), pad, room)
    {
        return Ok(written);
    }
    let length = checked_length(string)?;
    if written > room.len() {
        return Err(too_small(written, position, room.len()));
    }
    write_string_of(length, string, &mut SliceWriter::at(position, room))?;
    Ok(written)
}

/// Returns the index of the string after one that ends at `end`. Takes fewer instructions than `round_up`.
#[inline(always)]
fn next_index(end: usize) -> usize {
    multiple_at(end, LENGTH_SIZE - 1, LENGTH_SIZE)
}

/// Writes a string of any length after the one that ends at `before`, with the padding before and after it. The position of
/// `room` is `start`. Returns the index after the string.
#[inline(never)]
fn write_any_padded_string(
    string: &str,
    start: usize,
    room: &mut [u8],
    before: usize,
) -> Result<usize, SerializeError> {
    let rest = room.get_mut(before..).unwrap_or_default();
    let end = before + write_any_string(string, start + before, rest)?;
    if let Some(padding) = room.get_mut(end..next_index(end)) {
        padding.fill(0);
    }
    Ok(end)
}

/// Writes a string of at most 31 bytes after padding. Up to 7 bytes after the string are zeroed. Returns `false` if the
/// string is longer or contains a NUL.
#[inline]
fn write_short_string(text: &[u8], pad: usize, room: &mut [u8; 48]) -> bool {
    let (len, start) = (text.len(), pad + LENGTH_SIZE);
    if len > 31 {
        return false;
    }
    room[..8].copy_from_slice(&((len as u64 + 1) << (8 * pad)).to_le_bytes());
    macro_rules! by_ends {
        ($($int:ty)*) => {$({
            const SIZE: usize = size_of::<$int>();
            if let (Some(front), Some(back)) = (text.first_chunk::<SIZE>(), text.last_chunk::<SIZE>()) {
                if has_nul(front) | has_nul(back) {
                    return false;
                }
                let back_at = start + 1 + (len - SIZE);
                let back = <$int>::from_le_bytes(*back) >> 8;
                room[start..start + SIZE].copy_from_slice(front);
                room[back_at..back_at + SIZE].copy_from_slice(&back.to_le_bytes());
                return true;
            }
        })*};
    }
    by_ends!(u128 u64 u32);
    // At most three bytes: the first, the middle and the last are all of them.
    let (Some(first), Some(last)) = (text.first(), text.last()) else {
        room[start] = 0;
        return true;
    };
    let middle = text[len / 2];
    if has_nul(&[*first, middle, *last]) {
        return false;
    }
    let byte_at = |byte: u8, index: usize| u32::from(byte) << (8 * index);
    let word = byte_at(*first, 0) | byte_at(middle, len / 2) | byte_at(*last, len - 1);
    room[start..start + 4].copy_from_slice(&word.to_le_bytes());
    true
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

    /// Writes with the provided methods of the trait, byte for byte.
    struct ByBytes(VecWriter);

    impl CdrWriter for ByBytes {
        fn position(&self) -> usize {
            self.0.position()
        }

        fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
            self.0.write_bytes(bytes)
        }
    }

    /// Compares what a slice contains with the bytes of the provided methods, for every start, and for slices that are
    /// exactly long enough, longer, or one byte too short.
    fn assert_written_as_provided(
        into_vec: impl Fn(&mut ByBytes) -> Result<(), SerializeError>,
        into_slice: impl Fn(&mut SliceWriter<'_>) -> Result<(), SerializeError>,
    ) {
        for start in 0..9 {
            let mut expected = ByBytes(VecWriter::new(Vec::new()));
            expected.write_bytes(&[7; 9][..start]).unwrap();
            into_vec(&mut expected).unwrap();
            let expected = expected.0.into_inner();
            for spare in [0, 1, 7, 40] {
                let mut stale = alloc::vec![0xaa; expected.len() + spare];
                let mut writer = SliceWriter::new(&mut stale);
                writer.write_bytes(&[7; 9][..start]).unwrap();
                into_slice(&mut writer).unwrap();
                assert_eq!((writer.position(), writer.remaining()), (expected.len(), spare));
                let (written, after) = stale.split_at(expected.len());
                assert_eq!(written, expected, "at {start}");
                assert!(after.iter().skip(7).all(|byte| *byte == 0xaa), "at {start}");
            }
            let mut short = alloc::vec![0xaa; expected.len() - 1];
            let mut writer = SliceWriter::new(&mut short);
            writer.write_bytes(&[7; 9][..start]).unwrap();
            let error = into_slice(&mut writer).unwrap_err();
            assert!(matches!(error, SerializeError::BufferTooSmall { .. }), "{error}");
        }
    }

    macro_rules! assert_as_provided {
        (|$writer:ident| $write:expr) => {
            assert_written_as_provided(|$writer| $write, |$writer| $write)
        };
    }

    #[test]
    fn counted_bytes_and_runs_of_numbers_are_written_as_by_the_provided_methods() {
        let bytes: Vec<u8> = (1..=40).collect();
        for alignment in [1, 2, 4, 8] {
            for len in (0..=40).step_by(alignment) {
                let (count, bytes) = (len / alignment, &bytes[..len]);
                assert_as_provided!(|writer| writer.write_counted(count, alignment, bytes));
            }
        }
        assert_as_provided!(|writer| writer.write_numbers([[1, 2]; 2]));
        assert_as_provided!(|writer| writer.write_numbers([[1, 2]; 5]));
        assert_as_provided!(|writer| writer.write_numbers([[1, 2, 3, 4]; 7]));
        assert_as_provided!(|writer| writer.write_numbers([[9; 8]; 3]));
        let length = u32::MAX as usize + 1;
        let error = SliceWriter::new(&mut [0; 16])
            .write_counted(length, 1, &[])
            .unwrap_err();
        assert_eq!(error, SerializeError::LengthOverflow { length });
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
    fn strings_in_a_row_are_written_as_by_the_provided_method() {
        let letters = "abcdefghijklmnopqrstuvwxyzäöüABCDEFGHIJKL";
        let lengths = || (0..=40).filter(|length| letters.is_char_boundary(*length));
        for first in lengths() {
            for second in lengths() {
                let row = [first, second, first].map(|length| &letters[..length]);
                for count in 1..=3 {
                    assert_as_provided!(|writer| writer.write_strings(row[..count].iter().copied()));
                }
            }
        }
    }

    #[test]
    fn no_string_takes_no_padding() {
        let mut buffer = [7; 16];
        let mut writer = SliceWriter::new(&mut buffer);
        writer.write_bytes(&[7]).unwrap();
        writer.write_strings([].into_iter()).unwrap();
        assert_eq!((writer.position(), writer.remaining()), (1, 15));
    }

    #[test]
    fn the_strings_before_an_invalid_one_are_written() {
        let mut buffer = [0; 64];
        let mut writer = SliceWriter::new(&mut buffer);
        let error = writer
            .write_strings(["abcd", "a\0b", "c"].into_iter())
            .unwrap_err();
        assert_eq!(error, SerializeError::InteriorNul { index: 1 });
        assert_eq!((writer.position(), writer.remaining()), (9, 55));
        writer.write_strings(["d"].into_iter()).unwrap();
        assert_eq!(buffer[..18], *b"\x05\0\0\0abcd\0\0\0\0\x02\0\0\0d\0");
    }

    #[test]
    fn the_error_of_strings_in_a_row_is_that_of_the_one_without_room() {
        let mut buffer = [0xaa; 10];
        let too_small = |needed, position, remaining| SerializeError::BufferTooSmall {
            needed,
            position,
            remaining,
        };
        let mut writer = SliceWriter::new(&mut buffer);
        let error = writer.write_strings(["abcd", "x"].into_iter()).unwrap_err();
        assert_eq!(error, too_small(9, 9, 1));
        let error = writer.write_strings(["x", "y"].into_iter()).unwrap_err();
        assert_eq!(error, too_small(9, 9, 1), "no room for the padding");
        assert_eq!((writer.position(), writer.remaining()), (9, 1));
        writer.write_strings([].into_iter()).unwrap();
    }

    #[test]
    fn a_length_above_u32_is_an_error() {
        let length = u32::MAX as usize + 1;
        let error = CountingWriter::default().write_length(length).unwrap_err();
        assert_eq!(error, SerializeError::LengthOverflow { length });
    }
}
