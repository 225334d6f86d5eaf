//! [`CountingWriter`]: measures a value without writing it.

use crate::align::position_after;
use crate::error::SerializeError;
use crate::writer::CdrWriter;

/// Counts the bytes of a value without writing them. Its position is the exact size of the body.
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
        self.position = position_after(self.position, len);
    }
}

impl CdrWriter for CountingWriter {
    fn position(&self) -> usize {
        self.position
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
        self.position = position_after(self.position, bytes.len());
        Ok(())
    }

    fn write_filled(
        &mut self,
        count: usize,
        _fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        self.position = position_after(self.position, count);
        Ok(())
    }
}
