//! [`VecWriter`]: writes into a growing vector.

use crate::copy::piece_len;
use crate::error::SerializeError;
use crate::writer::CdrWriter;
use alloc::vec::Vec;

/// Writes into a growing vector.
#[derive(Debug, Default)]
pub struct VecWriter {
    message: Vec<u8>,
    origin: usize,
}

impl VecWriter {
    /// Appends to `message`; the CDR origin is its current end.
    #[must_use]
    pub fn new(message: Vec<u8>) -> Self {
        let origin = message.len();
        Self { message, origin }
    }

    /// The vector, with the written bytes after its original contents.
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
        self.message.reserve(bytes.len());
        match piece_len(self.message.spare_capacity_mut().as_ptr().cast(), bytes) {
            None => self.message.extend_from_slice(bytes),
            Some(len) => bytes
                .chunks(len)
                .for_each(|piece| self.message.extend_from_slice(piece)),
        }
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
