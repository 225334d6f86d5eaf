//! `bytes::Bytes`: a `sequence<uint8>` that is cheap to clone.

use crate::error::{DeserializeError, SerializeError};
use crate::reader::CdrReader;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use bytes::Bytes;

impl CdrSerialize for Bytes {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        self.as_ref().serialize(writer)
    }

    fn measure(&self, position: usize) -> usize {
        self.as_ref().measure(position)
    }
}

impl CdrDeserialize<'_> for Bytes {
    fn deserialize(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        <&[u8]>::deserialize(reader).map(Bytes::copy_from_slice)
    }
}
