//! [`CdrWriter`]: the trait of all sinks, and the rules of strings that they share. The sinks are in
//! `slice_writer`, `vec_writer`, `counting_writer` and `plain/loan_writer`. Each value decides which bytes it
//! writes.

use crate::align::padding;
use crate::error::SerializeError;
use crate::plain::loan_buffer::{Reservation, Slot};

/// A sink of little-endian CDR. Its first byte is the one after the encapsulation header.
///
/// Padding is zeroed, so that stale bytes of the memory are never published.
pub trait CdrWriter {
    /// Bytes written since the CDR origin.
    fn position(&self) -> usize;

    /// Writes bytes as they are, without alignment.
    ///
    /// # Errors
    /// [`SerializeError::BufferTooSmall`] if the sink is full; nothing was written then.
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

    /// Writes bytes at the next multiple of `alignment` (1, 2, 4 or 8).
    #[doc(hidden)]
    #[inline]
    fn write_bytes_aligned(&mut self, alignment: usize, bytes: &[u8]) -> Result<(), SerializeError> {
        self.write_padding(padding(self.position(), alignment))?;
        self.write_bytes(bytes)
    }

    /// [`write_filled`](Self::write_filled) at the next multiple of `alignment` (1, 2, 4 or 8).
    #[doc(hidden)]
    #[inline]
    fn write_filled_aligned(
        &mut self,
        alignment: usize,
        count: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        self.write_padding(padding(self.position(), alignment))?;
        self.write_filled(count, fill)
    }

    /// Writes `count` bytes that `fill` generates. `fill` receives a slice of that length with unspecified
    /// contents, and must overwrite all of it.
    ///
    /// # Errors
    /// The errors of `fill`, and those of [`write_bytes`](Self::write_bytes).
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

    /// Writes numbers of `N` bytes each, as [`write_aligned`](Self::write_aligned) does.
    #[doc(hidden)]
    #[inline]
    fn write_numbers<const N: usize, const COUNT: usize>(
        &mut self,
        numbers: [[u8; N]; COUNT],
    ) -> Result<(), SerializeError> {
        numbers
            .into_iter()
            .try_for_each(|number| self.write_aligned(number))
    }

    /// Writes the element count of a sequence, and its bytes at the next multiple of `alignment` (1, 2, 4 or 8), unless the
    /// sequence is empty.
    #[doc(hidden)]
    #[inline]
    fn write_counted(&mut self, count: usize, alignment: usize, bytes: &[u8]) -> Result<(), SerializeError> {
        self.write_length(count)?;
        if bytes.is_empty() {
            return Ok(());
        }
        self.write_bytes_aligned(alignment, bytes)
    }

    /// Writes a string: its length including the NUL, its bytes, the NUL.
    ///
    /// # Errors
    /// [`SerializeError::InteriorNul`], and as [`write_length`](Self::write_length).
    fn write_string(&mut self, string: &str) -> Result<(), SerializeError> {
        write_string_of(checked_length(string)?, string, self)
    }

    /// Writes strings one after the other.
    #[doc(hidden)]
    #[inline]
    fn write_strings<'s>(
        &mut self,
        mut strings: impl Iterator<Item = &'s str>,
    ) -> Result<(), SerializeError> {
        strings.try_for_each(|string| self.write_string(string))
    }

    /// Reserves a slot of `len` bytes at the current position for a sequence that is filled in place. Its
    /// address is a multiple of `align`.
    #[doc(hidden)]
    fn reserve_slot(&mut self, len: usize, align: usize) -> Reservation {
        let _ = (len, align);
        Reservation::Unsupported
    }

    /// Skips elements that are in their slot; `false` if the writer has no slots.
    #[doc(hidden)]
    fn skip_slot(&mut self, slot: &Slot) -> Result<bool, SerializeError> {
        let _ = slot;
        Ok(false)
    }

    /// Writes the bytes of a zenoh buffer. A sink that can reference the buffer does not copy it.
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

/// Writes a string of known wire length.
#[inline]
pub(crate) fn write_string_of<W: CdrWriter + ?Sized>(
    length: u32,
    string: &str,
    writer: &mut W,
) -> Result<(), SerializeError> {
    writer.write_aligned(length.to_le_bytes())?;
    writer.write_bytes(string.as_bytes())?;
    writer.write_bytes(&[0])
}

/// Wire length of a string, NUL included.
#[inline]
pub(crate) fn checked_length(string: &str) -> Result<u32, SerializeError> {
    let (chunks, rest) = string.as_bytes().as_chunks::<16>();
    if chunks.iter().any(has_nul) || rest.contains(&0) {
        return Err(interior_nul(string));
    }
    let length = string.len().saturating_add(1);
    u32::try_from(length).map_err(|_| SerializeError::LengthOverflow { length })
}

/// Only the error needs the index of the NUL.
#[cold]
fn interior_nul(string: &str) -> SerializeError {
    let index = string.bytes().position(|byte| byte == 0).unwrap_or_default();
    SerializeError::InteriorNul { index }
}

/// Whether any byte is 0. Has no early exit, so that the compiler checks all bytes at once.
#[inline]
pub(crate) fn has_nul<const N: usize>(bytes: &[u8; N]) -> bool {
    bytes.iter().fold(false, |found, byte| found | (*byte == 0))
}
