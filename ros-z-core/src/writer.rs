//! The core writer trait and its three sinks: a `&mut [u8]` (a view of shared
//! memory, usually), a growing vector, and one that only counts. What a value
//! writes is decided by the value, not here.

use crate::align::padding;
use crate::error::SerializeError;
use crate::layout::Room;
use crate::plain::Piece;
use alloc::vec::Vec;

/// Where a value is written: little-endian CDR, from the byte behind the encapsulation header.
///
/// Padding is zeroed, so that no byte of an earlier use of the memory is ever published.
pub trait CdrWriter {
    /// Bytes written since the CDR origin.
    fn position(&self) -> usize;

    /// Writes bytes as they are, without alignment.
    ///
    /// # Errors
    /// [`SerializeError::BufferTooSmall`] if the sink cannot take them; nothing was written then.
    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError>;

    /// Writes a primitive of `N` bytes (1, 2, 4 or 8), in little-endian order, at the next multiple of `N`.
    ///
    /// # Errors
    /// As [`write_bytes`](Self::write_bytes).
    fn write_aligned<const N: usize>(&mut self, bytes: [u8; N]) -> Result<(), SerializeError> {
        self.write_padding(padding(self.position(), N))?;
        self.write_bytes(&bytes)
    }

    /// Writes `count` zero bytes, at most 7.
    ///
    /// # Errors
    /// As [`write_bytes`](Self::write_bytes).
    fn write_padding(&mut self, count: usize) -> Result<(), SerializeError> {
        const ZEROS: [u8; 8] = [0; 8];
        match ZEROS.get(..count) {
            Some([]) => Ok(()),
            Some(zeros) => self.write_bytes(zeros),
            None => {
                self.write_bytes(&ZEROS)?;
                self.write_padding(count - ZEROS.len())
            }
        }
    }

    /// Writes bytes behind `padding` zero bytes, at most 7.
    #[doc(hidden)]
    #[inline]
    fn write_behind_padding(&mut self, padding: usize, bytes: &[u8]) -> Result<(), SerializeError> {
        self.write_padding(padding)?;
        self.write_bytes(bytes)
    }

    /// Writes `count` bytes that `fill` makes: it is given as many, of any contents, and has to write each.
    ///
    /// # Errors
    /// What `fill` reports, and as [`write_bytes`](Self::write_bytes).
    fn write_filled(
        &mut self,
        count: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        let mut bytes = alloc::vec![0; count];
        fill(&mut bytes)?;
        self.write_bytes(&bytes)
    }

    /// Writes the element count of a sequence.
    ///
    /// # Errors
    /// [`SerializeError::LengthOverflow`] above `u32::MAX`, and as [`write_bytes`](Self::write_bytes).
    fn write_length(&mut self, length: usize) -> Result<(), SerializeError> {
        let count = u32::try_from(length).map_err(|_| SerializeError::LengthOverflow { length })?;
        self.write_aligned(count.to_le_bytes())
    }

    /// Writes a string: its length with the NUL, its bytes, the NUL.
    ///
    /// # Errors
    /// [`SerializeError::InteriorNul`], and as [`write_length`](Self::write_length).
    fn write_string(&mut self, string: &str) -> Result<(), SerializeError> {
        self.write_aligned(checked_length(string)?.to_le_bytes())?;
        self.write_bytes(string.as_bytes())?;
        self.write_bytes(&[0])
    }

    /// Asked by a sequence whose elements are to be written where they lie, at the position of the first:
    /// whether `len` bytes can be set aside for them, at a multiple of `align` in memory.
    #[doc(hidden)]
    fn set_room_aside(&mut self, len: usize, align: usize) -> Room {
        let _ = (len, align);
        Room::None
    }

    /// Passes over elements that lie where they are to be written; `false` if the writer is of another buffer.
    #[doc(hidden)]
    fn pass_over(&mut self, piece: &Piece) -> Result<bool, SerializeError> {
        let _ = piece;
        Ok(false)
    }

    /// Writes the bytes of a zenoh buffer. A sink that can pass on a reference instead of a copy does.
    ///
    /// # Errors
    /// As [`write_bytes`](Self::write_bytes).
    #[cfg(feature = "zenoh-buffers")]
    fn write_zbuf(&mut self, buffer: &zenoh_buffers::ZBuf) -> Result<(), SerializeError> {
        for slice in buffer.zslices() {
            self.write_bytes(slice.as_slice())?;
        }
        Ok(())
    }
}

/// Writes into a byte slice: a prepared buffer, or a view of shared memory.
#[derive(Debug)]
pub struct SliceWriter<'a> {
    body: &'a mut [u8],
    /// Bytes of it that were written.
    written: usize,
    /// Position of its first byte.
    start: usize,
}

impl<'a> SliceWriter<'a> {
    /// Starts at the CDR origin, which is the first byte of `body`: the header is not part of it.
    #[must_use]
    pub fn new(body: &'a mut [u8]) -> Self {
        Self::at(0, body)
    }

    /// Starts at a position other than the CDR origin.
    #[inline]
    pub(crate) fn at(start: usize, body: &'a mut [u8]) -> Self {
        Self {
            body,
            written: 0,
            start,
        }
    }

    /// Bytes that still fit.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.body.len() - self.written
    }

    #[cold]
    fn too_small(&self, needed: usize) -> SerializeError {
        SerializeError::BufferTooSmall {
            needed,
            position: self.position(),
            remaining: self.remaining(),
        }
    }

    /// The next `count` bytes.
    #[inline]
    fn take(&mut self, count: usize) -> Result<&mut [u8], SerializeError> {
        if count > self.remaining() {
            return Err(self.too_small(count));
        }
        let start = self.written;
        self.written += count;
        Ok(&mut self.body[start..start + count])
    }
}

impl CdrWriter for SliceWriter<'_> {
    #[inline]
    fn position(&self) -> usize {
        self.start + self.written
    }

    #[inline]
    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
        self.take(bytes.len())?.copy_from_slice(bytes);
        Ok(())
    }

    #[inline]
    fn write_aligned<const N: usize>(&mut self, bytes: [u8; N]) -> Result<(), SerializeError> {
        let pad = padding(self.position(), N);
        let rest = &mut self.body[self.written..];
        // One load and store clears any padding; where the buffer ends right
        // behind the value there may be no room for it, hence the slow way.
        if let Some(window) = rest.first_chunk_mut::<16>() {
            if let Some(front) = window.first_chunk_mut::<8>() {
                clear_front(front, pad);
            }
            window[pad..pad + N].copy_from_slice(&bytes);
        } else {
            let Some(target) = rest.get_mut(..pad + N) else {
                return Err(self.too_small(pad + N));
            };
            target[..pad].fill(0);
            target[pad..].copy_from_slice(&bytes);
        }
        self.written += pad + N;
        Ok(())
    }

    /// As with primitives, one load and store for any padding where there is room.
    #[inline]
    fn write_padding(&mut self, count: usize) -> Result<(), SerializeError> {
        match self.body[self.written..].first_chunk_mut::<8>() {
            Some(window) if count < window.len() => {
                clear_front(window, count);
                self.written += count;
            }
            _ => self.take(count)?.fill(0),
        }
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

    /// As with primitives, any padding is cleared with one store, and the room is checked once.
    #[inline]
    fn write_behind_padding(&mut self, padding: usize, bytes: &[u8]) -> Result<(), SerializeError> {
        let end = padding.saturating_add(bytes.len());
        let rest = &mut self.body[self.written..];
        match rest.get_mut(..end) {
            Some(target) if bytes.len() >= 8 && padding < 8 => {
                if let Some(front) = target.first_chunk_mut::<8>() {
                    *front = [0; 8];
                }
                target[padding..].copy_from_slice(bytes);
            }
            Some(target) => {
                let (front, target) = target.split_at_mut(padding);
                front.fill(0);
                target.copy_from_slice(bytes);
            }
            None => return Err(self.too_small(end)),
        }
        self.written += end;
        Ok(())
    }

    #[inline]
    fn write_string(&mut self, string: &str) -> Result<(), SerializeError> {
        let length = checked_length(string)?;
        let pad = padding(self.position(), size_of_val(&length));
        let start = pad + size_of_val(&length);
        let end = start.saturating_add(string.len());
        let rest = &mut self.body[self.written..];
        // Room for the NUL too.
        if rest.len() <= end {
            return Err(self.too_small(end.saturating_add(1)));
        }
        let target = &mut rest[..=end];
        // Padding and length in one store, where that does not reach behind the NUL.
        if let Some(front) = target.first_chunk_mut::<8>() {
            *front = (u64::from(length) << (8 * pad)).to_le_bytes();
        } else {
            target[..pad].fill(0);
            target[pad..start].copy_from_slice(&length.to_le_bytes());
        }
        copy_short(string.as_bytes(), &mut target[start..end]);
        target[end] = 0;
        self.written += end + 1;
        Ok(())
    }
}

/// Copies between slices of one length, up to 32 bytes without a call: the front and the back, which may overlap.
#[inline]
fn copy_short(from: &[u8], to: &mut [u8]) {
    macro_rules! by_ends {
        ($size:literal) => {
            if let (Some(front), Some(back)) = (from.first_chunk::<$size>(), from.last_chunk::<$size>())
                && from.len() <= 2 * $size
                && from.len() == to.len()
            {
                if let Some(to) = to.first_chunk_mut() {
                    *to = *front;
                }
                if let Some(to) = to.last_chunk_mut() {
                    *to = *back;
                }
                return;
            }
        };
    }
    by_ends!(16);
    by_ends!(8);
    by_ends!(4);
    to.copy_from_slice(from);
}

/// Sets the first `count` bytes to 0, and leaves the others as they are. `count` is at most 7.
#[inline]
fn clear_front(window: &mut [u8; 8], count: usize) {
    let kept = u64::MAX << (8 * count % 64);
    *window = (u64::from_le_bytes(*window) & kept).to_le_bytes();
}

/// Length of a string on the wire, with its NUL.
#[inline]
fn checked_length(string: &str) -> Result<u32, SerializeError> {
    if has_nul(string.as_bytes()) {
        return Err(interior_nul(string));
    }
    let length = string.len().saturating_add(1);
    u32::try_from(length).map_err(|_| SerializeError::LengthOverflow { length })
}

/// Where the NUL is interests only the error.
#[cold]
fn interior_nul(string: &str) -> SerializeError {
    let index = string.bytes().position(|byte| byte == 0).unwrap_or_default();
    SerializeError::InteriorNul { index }
}

/// Whether any byte is 0, eight at a time, the last eight wherever they begin: most strings of a message are too
/// short for a library's search to pay.
#[inline]
fn has_nul(bytes: &[u8]) -> bool {
    const LOW: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let in_word = |word: u64| word.wrapping_sub(LOW) & !word & HIGH;
    match (
        bytes.last_chunk::<8>(),
        bytes.first_chunk::<4>(),
        bytes.last_chunk::<4>(),
    ) {
        (Some(last), ..) => {
            let (words, _) = bytes.as_chunks::<8>();
            let found = words
                .iter()
                .fold(in_word(u64::from_ne_bytes(*last)), |found, word| {
                    found | in_word(u64::from_ne_bytes(*word))
                });
            found != 0
        }
        (None, Some(first), Some(last)) => {
            let word = u64::from(u32::from_ne_bytes(*first)) << 32 | u64::from(u32::from_ne_bytes(*last));
            in_word(word) != 0
        }
        _ => bytes.contains(&0),
    }
}

/// Writes into a vector that grows.
#[derive(Debug, Default)]
pub struct VecWriter {
    message: Vec<u8>,
    origin: usize,
}

impl VecWriter {
    /// Appends to `message`; the CDR origin is its present end.
    #[must_use]
    pub fn new(message: Vec<u8>) -> Self {
        let origin = message.len();
        Self { message, origin }
    }

    /// The vector, with all that was written behind what it had.
    #[must_use]
    pub fn into_inner(self) -> Vec<u8> {
        self.message
    }
}

impl CdrWriter for VecWriter {
    #[inline]
    fn position(&self) -> usize {
        self.message.len() - self.origin
    }

    #[inline]
    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
        self.message.extend_from_slice(bytes);
        Ok(())
    }

    #[inline]
    fn write_filled(
        &mut self,
        count: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        let start = self.message.len();
        self.message.resize(start.saturating_add(count), 0);
        fill(&mut self.message[start..])
    }
}

/// Counts what would be written. Its position is the exact size of the body.
#[derive(Debug, Default)]
pub struct CountingWriter {
    position: usize,
}

impl CountingWriter {
    /// Starts counting at `position`, in bytes since the CDR origin.
    #[must_use]
    pub fn new(position: usize) -> Self {
        Self { position }
    }

    /// Counts `len` bytes.
    pub(crate) fn skip(&mut self, len: usize) {
        self.position = self.position.saturating_add(len);
    }
}

impl CdrWriter for CountingWriter {
    fn position(&self) -> usize {
        self.position
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
        self.position = self.position.saturating_add(bytes.len());
        Ok(())
    }

    fn write_filled(
        &mut self,
        count: usize,
        _fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        self.position = self.position.saturating_add(count);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same calls into every sink.
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
    fn a_short_slice_says_where_and_how_much() {
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
    fn a_string_may_not_hold_a_nul() {
        let error = VecWriter::default().write_string("a\0b").unwrap_err();
        assert_eq!(error, SerializeError::InteriorNul { index: 1 });
    }

    #[test]
    fn a_nul_is_found_at_every_place() {
        for length in 1..40 {
            for index in 0..length {
                let mut bytes = alloc::vec![0xff; length];
                assert!(!has_nul(&bytes));
                bytes[index] = 0;
                assert!(has_nul(&bytes), "{index} of {length}");
            }
            assert!(!has_nul(&alloc::vec![0x80; length]) && !has_nul(&alloc::vec![1; length]));
        }
    }

    #[test]
    fn a_length_above_u32_is_an_error() {
        let length = u32::MAX as usize + 1;
        let error = CountingWriter::default().write_length(length).unwrap_err();
        assert_eq!(error, SerializeError::LengthOverflow { length });
    }
}
