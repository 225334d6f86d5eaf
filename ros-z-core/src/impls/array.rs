//! Arrays: their elements, nothing before and nothing behind.

use crate::elements;
use crate::phases::Phases;
use crate::plain;
use crate::{
    CdrDeserialize, CdrReader, CdrSerialize, CdrWriter, DeserializeError, Layout, Read, SerializeError, Write,
};

impl<T: CdrSerialize, const N: usize> CdrSerialize for [T; N] {
    const WRITE_LAYOUT: Layout<Self, Write> = plain::write_array::<T, N>();

    #[inline]
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        elements::write_elements(self, writer)
    }

    #[inline]
    fn measure(&self, position: usize) -> usize {
        elements::measure_elements(self, position)
    }
}

impl<'de, T: CdrDeserialize<'de>, const N: usize> CdrDeserialize<'de> for [T; N] {
    const READ_LAYOUT: Layout<Self, Read> = plain::read_array::<'de, T, N>();

    #[inline]
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        if let Some(array) = plain::read_plain(reader)? {
            return Ok(array);
        }
        if const { Phases::reading::<T>().is_none() } || N <= reader.remaining() {
            let items = T::deserialize_elements(reader, N)?;
            if let Ok(array) = Self::try_from(items) {
                return Ok(array);
            }
        }
        Err(DeserializeError::UnexpectedEnd {
            needed: N,
            position: reader.position(),
            remaining: reader.remaining(),
        })
    }
}
