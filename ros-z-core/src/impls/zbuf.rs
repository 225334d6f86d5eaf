//! `zenoh_buffers::ZBuf`: a `sequence<uint8>` in any number of slices, heap or shared memory.

use crate::align::position_after;
use crate::error::{DeserializeError, SerializeError};
use crate::plain::layout::{Layout, Write};
use crate::reader::CdrReader;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use zenoh_buffers::{ZBuf, buffer::Buffer};

impl CdrSerialize for ZBuf {
    const WRITE_LAYOUT: Layout<Self, Write> = Layout::SHAREABLE;

    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        writer.write_length(self.len())?;
        writer.write_zbuf(self)
    }

    fn measure(&self, position: usize) -> usize {
        position_after(0u32.measure(position), self.len())
    }
}

impl CdrDeserialize<'_> for ZBuf {
    fn deserialize(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        let count = reader.read_length(1)?;
        reader.read_zbuf(count)
    }
}
