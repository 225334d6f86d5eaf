//! Writes what is between the slots of a `LoanBuffer`, whose bytes and slots are in `loan_buffer`.

use super::loan_buffer::{LoanBuffer, Slot};
use crate::align::padding;
use crate::encapsulation::{ENCAPSULATION_LEN, Encapsulation};
use crate::error::SerializeError;
use crate::writer::CdrWriter;
use alloc::sync::Arc;

impl LoanBuffer {
    /// Writes the header, and then whatever is not in a slot.
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

/// Writes around the slots of a buffer, and passes over those that lie where they are met.
pub(crate) struct LoanWriter<'a> {
    buffer: &'a mut LoanBuffer,
    /// Bytes written or skipped over, header included.
    written: usize,
    /// The next slot.
    next: usize,
}

impl LoanWriter<'_> {
    /// Length of the message so far, header included.
    pub(crate) fn written(&self) -> usize {
        self.written
    }

    /// How many slots were skipped over.
    pub(crate) fn skipped(&self) -> usize {
        self.next
    }

    /// The error for what is not where it was laid out. It goes no further than to who tries.
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
            Some((offset, _)) => *offset,
            None => self.buffer.region.len,
        };
        if count > end - self.written {
            return Err(self.moved(count));
        }
        // SAFETY: the bytes up to `end` are within the region.
        let start = unsafe { self.buffer.region.start.add(self.written) };
        self.written += count;
        // SAFETY: they are initialized, kept by the region, behind what is left of the slot before and before
        // the next one, and reached through the buffer alone, which is borrowed mutably for as long as the result.
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
        let next = self.buffer.slots.get(self.next).copied();
        let is_here = Arc::ptr_eq(&slot.region, &self.buffer.region)
            && next.is_some_and(|(offset, _)| offset == slot.offset && offset == self.written);
        if !is_here {
            return Err(self.moved(slot.len));
        }
        // What was given back of the slot, if anything, is written with what follows.
        self.written += slot.len;
        self.next += 1;
        Ok(true)
    }
}
