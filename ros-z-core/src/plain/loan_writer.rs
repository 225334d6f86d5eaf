//! Writes what is between the pieces of a `Carving`, whose bytes and pieces are in `carved`.

use super::carved::{Carving, Piece};
use crate::align::padding;
use crate::encapsulation::{ENCAPSULATION_LEN, Encapsulation};
use crate::error::SerializeError;
use crate::writer::CdrWriter;
use alloc::sync::Arc;

impl Carving {
    /// Writes the header, and then whatever is not in a piece.
    pub(crate) fn writer(&mut self) -> Result<CarvedWriter<'_>, SerializeError> {
        let mut writer = CarvedWriter {
            carving: self,
            written: 0,
            next: 0,
        };
        writer.write_bytes(&Encapsulation::HEADER)?;
        Ok(writer)
    }
}

/// Writes around the pieces of a buffer, and passes over those that lie where they are met.
pub(crate) struct CarvedWriter<'a> {
    carving: &'a mut Carving,
    /// Bytes written or passed over, header included.
    written: usize,
    /// The next piece.
    next: usize,
}

impl CarvedWriter<'_> {
    /// Length of the message so far, header included.
    pub(crate) fn written(&self) -> usize {
        self.written
    }

    /// How many pieces were passed over.
    pub(crate) fn passed(&self) -> usize {
        self.next
    }

    /// The error for what is not where it was laid out. It goes no further than to who tries.
    #[cold]
    fn moved(&self, needed: usize) -> SerializeError {
        SerializeError::BufferTooSmall {
            needed,
            position: self.position(),
            remaining: self.carving.ground.len - self.written,
        }
    }

    fn take(&mut self, count: usize) -> Result<&mut [u8], SerializeError> {
        let end = match self.carving.pieces.get(self.next) {
            Some((offset, _)) => *offset,
            None => self.carving.ground.len,
        };
        if count > end - self.written {
            return Err(self.moved(count));
        }
        // SAFETY: the bytes up to `end` are within the ground.
        let start = unsafe { self.carving.ground.start.add(self.written) };
        self.written += count;
        // SAFETY: they are initialized, kept by the ground, behind what is left of the piece before and before
        // the next one, and reached through the carving alone, which is borrowed mutably for as long as the result.
        Ok(unsafe { core::slice::from_raw_parts_mut(start.as_ptr(), count) })
    }
}

impl CdrWriter for CarvedWriter<'_> {
    fn position(&self) -> usize {
        self.written.saturating_sub(ENCAPSULATION_LEN)
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
        self.take(bytes.len())?.copy_from_slice(bytes);
        Ok(())
    }

    fn write_aligned<const N: usize>(&mut self, bytes: [u8; N]) -> Result<(), SerializeError> {
        let pad = padding(self.position(), N);
        let target = self.take(pad + N)?;
        target[..pad].fill(0);
        target[pad..].copy_from_slice(&bytes);
        Ok(())
    }

    fn write_filled(
        &mut self,
        count: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        fill(self.take(count)?)
    }

    fn pass_over(&mut self, piece: &Piece) -> Result<bool, SerializeError> {
        let next = self.carving.pieces.get(self.next).copied();
        let is_here = Arc::ptr_eq(&piece.ground, &self.carving.ground)
            && next.is_some_and(|(offset, _)| offset == piece.offset && offset == self.written);
        if !is_here {
            return Err(self.moved(piece.len));
        }
        // What was given back of the piece, if anything, is written with what follows.
        self.written += piece.len;
        self.next += 1;
        Ok(true)
    }
}
