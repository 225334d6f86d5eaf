//! Sequences: `u32` count, then the elements. Borrowed forms are read in place.

use crate::elements;
use crate::error::{DeserializeError, SerializeError};
use crate::plain;
use crate::plain::layout::{Layout, Write};
use crate::reader::CdrReader;
use crate::skipper::Skipper;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use alloc::{
    borrow::{Cow, ToOwned},
    boxed::Box,
    vec::Vec,
};

impl<T: CdrSerialize> CdrSerialize for [T] {
    const WRITE_LAYOUT: Layout<Self, Write> = Layout::holding(T::WRITE_LAYOUT);

    #[inline]
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        elements::write_sequence(self, writer)
    }

    #[inline]
    fn measure(&self, position: usize) -> usize {
        elements::measure_elements(self, 0u32.measure(position))
    }
}

impl<T: CdrSerialize> CdrSerialize for Vec<T> {
    const WRITE_LAYOUT: Layout<Self, Write> = Layout::holding(T::WRITE_LAYOUT);

    #[inline]
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        self.as_slice().serialize(writer)
    }

    #[inline]
    fn measure(&self, position: usize) -> usize {
        self.as_slice().measure(position)
    }
}

impl<'de, T: CdrDeserialize<'de>> CdrDeserialize<'de> for Vec<T> {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        let count = reader.read_length(const { elements::min_wire_size::<T>() })?;
        elements::read_sequence(reader, count)
    }
}

impl<'de, T: CdrDeserialize<'de>> CdrDeserialize<'de> for Box<[T]> {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        Vec::deserialize(reader).map(Vec::into_boxed_slice)
    }
}

impl<'de: 'a, 'a> CdrDeserialize<'de> for &'a [u8] {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        let count = reader.read_length(1)?;
        reader.read_bytes(count)
    }

    #[inline]
    fn skip(skipper: &mut Skipper<'de>) -> bool {
        skipper.sequence(usize::saturating_add)
    }
}

impl<T: CdrSerialize + ToOwned + ?Sized> CdrSerialize for Cow<'_, T> {
    const WRITE_LAYOUT: Layout<Self, Write> = Layout::holding(T::WRITE_LAYOUT);

    #[inline]
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        T::serialize(self, writer)
    }

    #[inline]
    fn measure(&self, position: usize) -> usize {
        T::measure(self, position)
    }
}

impl<'de: 'a, 'a, T: CdrDeserialize<'de> + Clone> CdrDeserialize<'de> for Cow<'a, [T]> {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        let count = reader.read_length(const { elements::min_wire_size::<T>() })?;
        let in_place = crate::cdr_slice::wire_image::<T>(reader, count)
            .and_then(|image| plain::view_elements(image, count));
        match in_place {
            Some(elements) => {
                reader.read_bytes(
                    crate::cdr_slice::wire_end::<T>(reader.position(), count) - reader.position(),
                )?;
                Ok(Cow::Borrowed(elements))
            }
            None => elements::read_sequence(reader, count).map(Cow::Owned),
        }
    }
}
