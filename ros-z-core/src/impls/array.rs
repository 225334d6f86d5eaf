//! Arrays: their elements, without a count.

use crate::elements;
use crate::error::{DeserializeError, SerializeError};
use crate::layout_proof::LayoutProof;
use crate::plain;
use crate::plain::layout::{Layout, Read, Write};
use crate::reader::CdrReader;
use crate::skipper::Skipper;
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
        if let Some(array) = T::deserialize_array(reader) {
            return array;
        }
        Self::try_from(read_items(reader, N)?).map_err(|_| too_short(reader, N))
    }

    #[inline]
    fn skip(skipper: &mut Skipper<'de>) -> bool {
        (0..N).all(|_| T::skip(skipper) && skipper.is_inside())
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

#[cfg(test)]
mod tests {
    use crate::error::DeserializeError;
    use crate::{from_slice, to_vec};

    #[test]
    fn arrays_of_the_other_byte_order_are_read() {
        let message = [0, 0, 0, 0, 1, 2, 3, 4, 5, 6];
        assert_eq!(from_slice(&message), Ok([0x0102u16, 0x0304, 0x0506]));
        assert_eq!(from_slice(&message), Ok([1u8, 2, 3, 4, 5, 6]));
        assert!(from_slice::<[u16; 4]>(&message).is_err());
    }

    #[test]
    fn an_array_of_bool_is_read_and_checked() {
        let mut message = to_vec(&[true, false, true]).expect("it can be written");
        assert_eq!(from_slice(&message), Ok([true, false, true]));
        message[5] = 2;
        assert_eq!(
            from_slice::<[bool; 3]>(&message),
            Err(DeserializeError::InvalidBool {
                value: 2,
                position: 1
            })
        );
    }
}
