//! [`CdrSlice`]: a sequence of fixed-size elements that is read in place from the message. The module `plain`
//! contains the casts and their proofs.

use crate::elements;
use crate::encapsulation::Encapsulation;
use crate::error::{DeserializeError, SerializeError};
use crate::layout_proof::LayoutProof;
use crate::plain;
use crate::reader::CdrReader;
use crate::skipper::Skipper;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use alloc::{borrow::Cow, vec::Vec};
use core::fmt;

/// A sequence of fixed-size elements, borrowed from a message or from a slice of your own.
///
/// If the wire image of the elements equals their memory image and is aligned, [`as_slice`](Self::as_slice)
/// returns `&[T]` at no cost. Otherwise (a message in the other byte order, a buffer at an odd address,
/// elements with padding) [`iter`](Self::iter) and [`get`](Self::get) read one element at a time, with the same
/// values. Deserializing the slice checks every element and allocates nothing.
///
/// # Soundness
/// - **Types**: elements have a fixed size and consist of integers, floats, and structs and arrays of these.
///   Every bit pattern is a value of such a type. The compiler refuses `bool`, enums and strings.
/// - **Layout**: [`as_slice`](Self::as_slice) returns elements only if the offsets that the compiler chose
///   equal the wire offsets at this phase, which const code proves for each type, and if the address is a
///   multiple of the type's alignment.
/// - **Lifetime**: the slice borrows from the message, and the message's owner keeps its memory mapped and
///   allocated.
/// - **Other processes**: a process that writes to a message in shared memory during a read causes undefined
///   behaviour, as with any memory that others have mapped for writing. zenoh's rules forbid it. The guide
///   lists the processes that could do so and how to exclude them: "Soundness" in
///   `docs/views-and-loans.md`.
pub struct CdrSlice<'de, T> {
    source: Source<'de, T>,
}

enum Source<'de, T> {
    /// In memory, as Rust values.
    Values(&'de [T]),
    /// On the wire: a reader at the first element.
    Wire { first: CdrReader<'de>, count: usize },
}

impl<T> Source<'_, T> {
    fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Wire { count, .. } => *count,
        }
    }
}

impl<T> Clone for Source<'_, T> {
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

impl<T> Clone for CdrSlice<'_, T> {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
        }
    }
}

impl<'de, T: CdrDeserialize<'de>> CdrSlice<'de, T> {
    const PROOF: &'static LayoutProof = match LayoutProof::reading::<T>() {
        Some(proof) => proof,
        None => panic!(
            "the elements of a `CdrSlice` must have a fixed size and be valid for every bit pattern; use `Vec<T>`"
        ),
    };

    /// Number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.source.len()
    }

    /// Returns whether the slice has no elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements in place, if memory and wire agree and the address is aligned.
    ///
    /// Always `Some` for pools of this library and a proven `T`, unless the sequence starts at a phase where
    /// the wire needs padding and memory has none.
    #[must_use]
    pub fn as_slice(&self) -> Option<&'de [T]> {
        match &self.source {
            Source::Values(values) => Some(values),
            Source::Wire { count: 0, .. } => Some(&[]),
            Source::Wire { first, count } => plain::view_elements(wire_image::<T>(first, *count)?, *count),
        }
    }

    /// Reads the element at `index`.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<T>
    where
        T: Clone,
    {
        match &self.source {
            Source::Values(values) => values.get(index).cloned(),
            Source::Wire { first, count } => {
                let mut reader = first.clone();
                let start = Self::PROOF.end(reader.position(), (index < *count).then_some(index)?);
                reader.read_bytes(start - reader.position()).ok()?;
                T::deserialize(&mut reader).ok()
            }
        }
    }

    /// Iterates over all elements in order and reads each on demand.
    pub fn iter(&self) -> CdrSliceIter<'de, T> {
        CdrSliceIter {
            source: self.source.clone(),
        }
    }

    /// Copies all elements, with one bulk copy if the wire allows it.
    #[must_use]
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        match &self.source {
            Source::Values(values) => values.to_vec(),
            Source::Wire { first, count } => {
                elements::read_elements(&mut first.clone(), *count).unwrap_or_default()
            }
        }
    }

    /// Borrows the elements in place if possible, copies them otherwise.
    #[must_use]
    pub fn to_cow(&self) -> Cow<'de, [T]>
    where
        T: Clone,
    {
        match self.as_slice() {
            Some(values) => Cow::Borrowed(values),
            None => Cow::Owned(self.to_vec()),
        }
    }
}

/// The bytes of `count` elements at the reader, if they equal their memory image.
pub(crate) fn wire_image<'de, T: CdrDeserialize<'de>>(
    first: &CdrReader<'de>,
    count: usize,
) -> Option<&'de [u8]> {
    if first.encapsulation() != Encapsulation::LittleEndian {
        return None;
    }
    let lead = LayoutProof::reading::<T>().as_ref()?.run_at(first.position())?;
    let mut reader = first.clone();
    reader.read_bytes(lead).ok()?;
    reader.read_bytes(count.checked_mul(size_of::<T>())?).ok()
}

impl<'de: 'a, 'a, T: CdrDeserialize<'a>> CdrDeserialize<'de> for CdrSlice<'a, T> {
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        let count = reader.read_length(const { elements::min_wire_size::<T>() })?;
        let first = reader.clone();
        let end = Self::PROOF.end(reader.position(), count);
        reader.read_bytes(end - reader.position())?;
        Ok(Self {
            source: Source::Wire { first, count },
        })
    }

    #[inline]
    fn skip(skipper: &mut Skipper<'de>) -> bool {
        skipper.sequence(|position, count| Self::PROOF.end(position, count))
    }
}

impl<'de, T: CdrDeserialize<'de> + CdrSerialize> CdrSerialize for CdrSlice<'de, T> {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        if let Some(values) = self.as_slice() {
            return values.serialize(writer);
        }
        writer.write_length(self.len())?;
        match &self.source {
            Source::Values(values) => values.iter().try_for_each(|value| value.serialize(writer)),
            Source::Wire { first, count } => {
                let mut reader = first.clone();
                for _ in 0..*count {
                    // Deserializing the slice has checked every element; a failure here means that the count is
                    // wrong.
                    let Ok(value) = T::deserialize(&mut reader) else {
                        return Err(SerializeError::LengthOverflow { length: *count });
                    };
                    value.serialize(writer)?;
                }
                Ok(())
            }
        }
    }

    fn measure(&self, position: usize) -> usize {
        Self::PROOF.end(0u32.measure(position), self.len())
    }
}

impl<'de, T> From<&'de [T]> for CdrSlice<'de, T> {
    fn from(values: &'de [T]) -> Self {
        Self {
            source: Source::Values(values),
        }
    }
}

impl<'de, T> From<&'de Vec<T>> for CdrSlice<'de, T> {
    fn from(values: &'de Vec<T>) -> Self {
        Self::from(values.as_slice())
    }
}

impl<'de, T: CdrDeserialize<'de> + fmt::Debug> fmt::Debug for CdrSlice<'de, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        match self.source.clone() {
            Source::Values(values) => list.entries(values).finish(),
            Source::Wire { mut first, count } => {
                let elements = (0..count).map_while(|_| T::deserialize(&mut first).ok());
                list.entries(elements).finish()
            }
        }
    }
}

impl<T> Default for CdrSlice<'_, T> {
    fn default() -> Self {
        Self {
            source: Source::Values(&[]),
        }
    }
}

impl<'de, T: CdrDeserialize<'de> + Clone + PartialEq> PartialEq for CdrSlice<'de, T> {
    fn eq(&self, other: &Self) -> bool {
        match (self.as_slice(), other.as_slice()) {
            (Some(left), Some(right)) => left == right,
            _ => self.len() == other.len() && self.iter().eq(other.iter()),
        }
    }
}

impl<'de, T: CdrDeserialize<'de> + Clone> IntoIterator for &CdrSlice<'de, T> {
    type Item = T;
    type IntoIter = CdrSliceIter<'de, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Position after `count` elements of fixed size.
pub(crate) fn wire_end<'de, T: CdrDeserialize<'de>>(position: usize, count: usize) -> usize {
    match LayoutProof::reading::<T>() {
        Some(proof) => proof.end(position, count),
        None => position,
    }
}

/// The elements of a [`CdrSlice`], in order.
pub struct CdrSliceIter<'de, T> {
    source: Source<'de, T>,
}

impl<T> fmt::Debug for CdrSliceIter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CdrSliceIter")
            .field("len", &self.source.len())
            .finish_non_exhaustive()
    }
}

impl<'de, T: CdrDeserialize<'de> + Clone> Iterator for CdrSliceIter<'de, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match &mut self.source {
            Source::Values(values) => {
                let (first, rest) = values.split_first()?;
                *values = rest;
                Some(first.clone())
            }
            Source::Wire { first, count } => {
                *count = count.checked_sub(1)?;
                T::deserialize(first).ok()
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.source.len();
        (left, Some(left))
    }
}

impl<'de, T: CdrDeserialize<'de> + Clone> ExactSizeIterator for CdrSliceIter<'de, T> {}
