//! Writes the bytes between the slots of a [`LoanBuffer`], which `loan_buffer` defines.

use super::loan_buffer::{LoanBuffer, Slot};
use crate::align::padding;
use crate::encapsulation::{ENCAPSULATION_LEN, Encapsulation};
use crate::error::SerializeError;
use crate::writer::CdrWriter;
use alloc::sync::Arc;

impl LoanBuffer {
    /// Writes the header, and returns the writer of the bytes outside of the slots.
    pub(crate) fn writer(&mut self) -> Result<LoanWriter<'_>, SerializeError> {
        let mut writer = LoanWriter {
            buffer: self,
            written: 0,
            next: 0,
        };
        writer.write_bytes(&Encapsulation::HEADER)?;
        Ok(writer)
    }
}

/// Writes the bytes between the slots of a buffer, and skips each slot that it reaches at the slot's own
/// offset.
pub(crate) struct LoanWriter<'a> {
    buffer: &'a mut LoanBuffer,
    /// Bytes written or skipped, header included.
    written: usize,
    /// The next slot.
    next: usize,
}

impl LoanWriter<'_> {
    /// Length of the message so far, header included.
    pub(crate) fn written(&self) -> usize {
        self.written
    }

    /// Number of skipped slots.
    pub(crate) fn skipped(&self) -> usize {
        self.next
    }

    /// The error for a field that is no longer in its slot. Only [`finish_in_place`](crate::finish_in_place)
    /// sees it.
    #[cold]
    fn moved(&self, needed: usize) -> SerializeError {
        SerializeError::BufferTooSmall {
            needed,
            position: self.position(),
            remaining: self.buffer.region.len - self.written,
        }
    }

    fn take(&mut self, count: usize) -> Result<&mut [u8], SerializeError> {
        let end = match self.buffer.slots.get(self.next) {
            Some((offset, _)) => offset,
            None => self.buffer.region.len,
        };
        if count > end - self.written {
            return Err(self.moved(count));
        }
        // SAFETY: the bytes up to `end` are within the region.
        let start = unsafe { self.buffer.region.start.add(self.written) };
        self.written += count;
        // SAFETY: the bytes are initialized, and the region keeps them. They start after the used part of the
        // previous slot and end before the next one, so that only the buffer accesses them, and the result
        // borrows it mutably.
        Ok(unsafe { core::slice::from_raw_parts_mut(start.as_ptr(), count) })
    }
}

impl CdrWriter for LoanWriter<'_> {
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

    fn skip_slot(&mut self, slot: &Slot) -> Result<bool, SerializeError> {
        let next = self.buffer.slots.get(self.next);
        let is_here = Arc::ptr_eq(&slot.region, &self.buffer.region)
            && next.is_some_and(|(offset, _)| offset == slot.offset && offset == self.written);
        if !is_here {
            return Err(self.moved(slot.len));
        }
        // Bytes that a slot released are overwritten by the following fields.
        self.written += slot.len;
        self.next += 1;
        Ok(true)
    }
}
