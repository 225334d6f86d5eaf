//! Arrays: their elements, without a count.

use crate::elements;
use crate::error::{DeserializeError, SerializeError};
use crate::layout_proof::LayoutProof;
use crate::plain;
use crate::plain::layout::{Layout, Read, Write};
use crate::reader::CdrReader;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use alloc::{boxed::Box, vec::Vec};

impl<T: CdrSerialize, const N: usize> CdrSerialize for [T; N] {
    const WRITE_LAYOUT: Layout<Self, Write> = plain::write_array::<T, N>();

    #[inline]
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        if plain::write_plain(self, writer)? {
            return Ok(());
        }
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
        Self::try_from(read_items(reader, N)?).map_err(|_| too_short(reader, N))
    }

    fn deserialize_boxed(reader: &mut CdrReader<'de>) -> Result<Box<Self>, DeserializeError> {
        let items = read_items(reader, N)?.into_boxed_slice();
        Box::try_from(items).map_err(|_| too_short(reader, N))
    }
}

/// Reads the elements of an array. `N` may exceed the remaining bytes.
#[inline]
fn read_items<'de, T: CdrDeserialize<'de>>(
    reader: &mut CdrReader<'de>,
    len: usize,
) -> Result<Vec<T>, DeserializeError> {
    if const { LayoutProof::reading::<T>().is_none() } || len <= reader.remaining() {
        elements::read_sequence(reader, len)
    } else {
        Err(too_short(reader, len))
    }
}

fn too_short(reader: &CdrReader<'_>, len: usize) -> DeserializeError {
    DeserializeError::UnexpectedEnd {
        needed: len,
        position: reader.position(),
        remaining: reader.remaining(),
    }
}
