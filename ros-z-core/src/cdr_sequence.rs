//! [`CdrSequence`]: a sequence of elements of variable size, read one by one from the message.
//! Elements of fixed size are in [`CdrSlice`](crate::CdrSlice), which has random access.

use crate::elements;
use crate::error::{DeserializeError, SerializeError};
use crate::message::RosField;
use crate::reader::CdrReader;
use crate::skipper::Skipper;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::type_description::FieldType;
use crate::writer::CdrWriter;
use alloc::vec::Vec;
use core::fmt;

/// A sequence of elements of variable size, borrowed from a message or from a slice of values.
///
/// Reading the sequence checks every element once. [`iter`](Self::iter) then deserializes each element on
/// demand, so that the sequence itself allocates nothing. The element type `V` is the borrowed form of the
/// message's element: `&str` for a `String`, `PointFieldView` for a `PointField`.
///
/// # Examples
/// ```
/// use ros_z_core::{CdrSequence, from_slice, to_vec};
///
/// let names = vec!["left".to_owned(), "right".to_owned()];
/// let message = to_vec(&names)?;
/// let view: CdrSequence<&str> = from_slice(&message)?;
/// assert_eq!(view.len(), 2);
/// assert!(view.iter().eq(["left", "right"]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CdrSequence<'de, V> {
    source: Source<'de, V>,
}

enum Source<'de, V> {
    /// In memory, as Rust values.
    Values(&'de [V]),
    /// On the wire: a reader at the first element.
    Wire { first: CdrReader<'de>, count: usize },
}

impl<V> Clone for Source<'_, V> {
    fn clone(&self) -> Self {
        match self {
            Self::Values(values) => Self::Values(values),
            Self::Wire { first, count } => Self::Wire {
                first: first.clone(),
                count: *count,
            },
        }
    }
}

impl<V> Source<'_, V> {
    fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Wire { count, .. } => *count,
        }
    }
}

impl<V> CdrSequence<'_, V> {
    /// Number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.source.len()
    }

    /// Returns whether the sequence has no elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<'de, V: CdrDeserialize<'de> + Clone> CdrSequence<'de, V> {
    /// Iterates over all elements in order, and deserializes each on demand.
    pub fn iter(&self) -> CdrSequenceIter<'de, V> {
        CdrSequenceIter {
            source: self.source.clone(),
        }
    }

    /// Collects all elements.
    #[must_use]
    pub fn to_vec(&self) -> Vec<V> {
        self.iter().collect()
    }
}

impl<'de: 'a, 'a, V: CdrDeserialize<'de>> CdrDeserialize<'de> for CdrSequence<'a, V> {
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        let count = reader.read_length(const { elements::min_wire_size::<V>() })?;
        let first = reader.clone();
        if !reader.skip(|skipper| (0..count).all(|_| V::skip(skipper) && skipper.is_inside())) {
            for _ in 0..count {
                V::deserialize(reader)?;
            }
        }
        Ok(Self {
            source: Source::Wire { first, count },
        })
    }

    #[inline]
    fn skip(skipper: &mut Skipper<'de>) -> bool {
        skipper
            .count()
            .is_some_and(|count| (0..count).all(|_| V::skip(skipper) && skipper.is_inside()))
    }
}

impl<'de, V: CdrDeserialize<'de> + CdrSerialize> CdrSerialize for CdrSequence<'de, V> {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        match &self.source {
            Source::Values(values) => values.serialize(writer),
            Source::Wire { first, count } => {
                writer.write_length(*count)?;
                let mut reader = first.clone();
                for _ in 0..*count {
                    // Every element was checked when the sequence was read. One that fails now was changed since.
                    let Ok(value) = V::deserialize(&mut reader) else {
                        return Err(SerializeError::LengthOverflow { length: *count });
                    };
                    value.serialize(writer)?;
                }
                Ok(())
            }
        }
    }

    fn measure(&self, position: usize) -> usize {
        match &self.source {
            Source::Values(values) => values.measure(position),
            Source::Wire { first, count } => {
                let mut reader = first.clone();
                (0..*count).fold(0u32.measure(position), |position, _| {
                    V::deserialize(&mut reader).map_or(position, |value| value.measure(position))
                })
            }
        }
    }
}

impl<V: RosField> RosField for CdrSequence<'_, V> {
    const TYPE: FieldType = V::TYPE.sequence();
}

impl<V> Clone for CdrSequence<'_, V> {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
        }
    }
}

impl<'de, V: CdrDeserialize<'de> + Clone + fmt::Debug> fmt::Debug for CdrSequence<'de, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<V> Default for CdrSequence<'_, V> {
    fn default() -> Self {
        Self {
            source: Source::Values(&[]),
        }
    }
}

impl<'de, V: CdrDeserialize<'de> + Clone + PartialEq> PartialEq for CdrSequence<'de, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<'de, V> From<&'de [V]> for CdrSequence<'de, V> {
    fn from(values: &'de [V]) -> Self {
        Self {
            source: Source::Values(values),
        }
    }
}

impl<'de, V> From<&'de Vec<V>> for CdrSequence<'de, V> {
    fn from(values: &'de Vec<V>) -> Self {
        Self::from(values.as_slice())
    }
}

impl<'de, V: CdrDeserialize<'de> + Clone> IntoIterator for &CdrSequence<'de, V> {
    type Item = V;
    type IntoIter = CdrSequenceIter<'de, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The elements of a [`CdrSequence`], in order.
pub struct CdrSequenceIter<'de, V> {
    source: Source<'de, V>,
}

impl<V> Clone for CdrSequenceIter<'_, V> {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
        }
    }
}

impl<V> fmt::Debug for CdrSequenceIter<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CdrSequenceIter")
            .field("len", &self.source.len())
            .finish_non_exhaustive()
    }
}

impl<'de, V: CdrDeserialize<'de> + Clone> Iterator for CdrSequenceIter<'de, V> {
    type Item = V;

    fn next(&mut self) -> Option<V> {
        match &mut self.source {
            Source::Values(values) => {
                let (first, rest) = values.split_first()?;
                *values = rest;
                Some(first.clone())
            }
            Source::Wire { first, count } => {
                *count = count.checked_sub(1)?;
                V::deserialize(first).ok()
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.source.len();
        (left, Some(left))
    }
}

impl<'de, V: CdrDeserialize<'de> + Clone> ExactSizeIterator for CdrSequenceIter<'de, V> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{from_slice, to_vec};
    use alloc::string::String;

    const TEXTS: [&str; 3] = ["", "five!", "\u{e4}"];

    #[test]
    fn elements_are_those_that_were_written() {
        let owned: Vec<String> = TEXTS.iter().map(|text| String::from(*text)).collect();
        let message = to_vec(&owned).unwrap();
        let sequence: CdrSequence<'_, &str> = from_slice(&message).unwrap();
        assert_eq!(sequence.iter().len(), 3);
        assert!(sequence.iter().eq(TEXTS));
        assert_eq!(sequence, CdrSequence::from(&TEXTS[..]));
        assert_eq!(to_vec(&sequence).unwrap(), message);
        assert_eq!(to_vec(&CdrSequence::from(&TEXTS[..])).unwrap(), message);
        assert_eq!(sequence.measure(3), owned.measure(3));
    }

    #[test]
    fn what_comes_after_is_read_from_its_place() {
        let message = to_vec(&[Vec::from(TEXTS), Vec::from(["after"])]).unwrap();
        let mut reader = CdrReader::new(&message).unwrap();
        CdrSequence::<&str>::deserialize(&mut reader).unwrap();
        let after = CdrSequence::<&str>::deserialize(&mut reader).unwrap();
        assert!(after.iter().eq(["after"]));
        reader.finish().unwrap();
    }

    #[derive(crate::RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Element", view)]
    struct Element {
        name: String,
        kind: u8,
        offset: u64,
        on: bool,
        aliases: Vec<String>,
        raw: Vec<u8>,
        values: Vec<u32>,
        pair: [u16; 2],
    }

    /// Elements are passed over and not read; the reader is the reference.
    #[test]
    fn a_byte_is_accepted_if_the_elements_can_be_read() {
        let elements: Vec<Element> = ["", "five!", "\u{e4}"]
            .map(|name| Element {
                name: name.into(),
                kind: 1,
                offset: 2,
                on: true,
                aliases: Vec::from(["a".into(), name.into()]),
                raw: Vec::from([1, 2, 3]),
                values: Vec::from([4, 5]),
                pair: [6, 7],
            })
            .into();
        let message = to_vec(&elements).unwrap();
        let shorter = (4..message.len()).map(|len| message[..len].to_vec());
        let changed = (4..message.len()).flat_map(|index| {
            [0, 1, 2, 0x80, 0xff].map(|byte| {
                let mut changed = message.clone();
                changed[index] = byte;
                changed
            })
        });
        for mut bytes in shorter.chain(changed) {
            // The other byte order is always read.
            for order in [1, 0] {
                bytes[1] = order;
                let view = from_slice::<CdrSequence<'_, ElementView<'_>>>(&bytes);
                let read = from_slice::<Vec<Element>>(&bytes);
                assert_eq!(view.as_ref().err(), read.as_ref().err(), "{bytes:?}");
                if let (Ok(view), Ok(read)) = (view, read) {
                    assert_eq!(view.iter().count(), read.len());
                    assert!(view.iter().zip(&read).all(|(view, read)| {
                        view.name == read.name && view.on == read.on && view.pair == read.pair
                    }));
                }
            }
        }
    }

    #[test]
    fn an_element_that_cannot_be_read_is_an_error_of_the_whole() {
        let message = to_vec(&Vec::from(TEXTS)).unwrap();
        for len in 4..message.len() {
            assert!(
                from_slice::<CdrSequence<'_, &str>>(&message[..len]).is_err(),
                "{len}"
            );
        }
        let mut invalid = message;
        *invalid.last_mut().unwrap() = 0xff;
        let end = invalid.len() - 2;
        invalid[end] = 0xff;
        assert!(from_slice::<CdrSequence<'_, &str>>(&invalid).is_err());
    }
}
