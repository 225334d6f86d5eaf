//! [`CdrSlice`]: a sequence of fixed-size elements, read where it lies in the
//! message. The proof that this may be done is in `plain`.

use crate::elements;
use crate::encapsulation::Encapsulation;
use crate::error::{DeserializeError, SerializeError};
use crate::layout_proof::LayoutProof;
use crate::plain;
use crate::reader::CdrReader;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use alloc::{borrow::Cow, vec::Vec};

/// A sequence of fixed-size elements, borrowed from a message or from a slice of the user's own.
///
/// In a message, elements are in place wherever the wire image is the memory image and aligned for it:
/// [`as_slice`](Self::as_slice) then gives them as `&[T]` at no cost. Everywhere else (a message of the other byte
/// order, a buffer at an odd address, elements with padding) [`iter`](Self::iter) and [`get`](Self::get) read one at
/// a time, with the same values. Every element is checked when the slice is read; nothing is allocated.
///
/// # Soundness
/// - **Types**: of fixed size, made of integers, floats, and structs and arrays of these. Every bit pattern is a
///   value of such a type; `bool`, enums and strings are refused by the compiler.
/// - **Layout**: [`as_slice`](Self::as_slice) returns elements only where the offsets that the compiler chose are those of
///   the wire at this phase, proven for each type in const code, and the address is a multiple of the type's alignment.
/// - **Lifetime**: the slice borrows from the message, whose holder keeps its memory mapped and allocated.
/// - **Other processes**: one that writes a message in shared memory while it is read here causes undefined behaviour, as
///   with any memory that others have mapped for writing. zenoh's rules forbid it. Which processes could, and how to
///   rule it out, is in the guide: "What soundness rests on" in `docs/views-and-loans.md`.
#[derive(Debug)]
pub struct CdrSlice<'de, T> {
    source: Source<'de, T>,
}

#[derive(Debug)]
enum Source<'de, T> {
    /// In memory, as Rust values.
    Values(&'de [T]),
    /// On the wire: a reader at the first element.
    Wire { first: CdrReader<'de>, count: usize },
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
        match &self.source {
            Source::Values(values) => values.len(),
            Source::Wire { count, .. } => *count,
        }
    }

    /// Whether there is no element.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements in place, if memory and wire agree and the message lies at a suitable address.
    ///
    /// Always `Some` for shared memory of this library's own pools and a proven `T`, unless the sequence starts
    /// at a phase where the wire has padding that memory has not.
    #[must_use]
    pub fn as_slice(&self) -> Option<&'de [T]> {
        match &self.source {
            Source::Values(values) => Some(values),
            Source::Wire { count: 0, .. } => Some(&[]),
            Source::Wire { first, count } => plain::view_elements(wire_image::<T>(first, *count)?, *count),
        }
    }

    /// The element at `index`, read from where it lies.
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

    /// All elements in order, each read when it is asked for.
    pub fn iter(&self) -> CdrSliceIter<'de, T> {
        CdrSliceIter {
            source: self.source.clone(),
        }
    }

    /// A copy of all elements: one bulk copy where the wire allows it.
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

    /// The elements in place where that can be, a copy where not.
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

/// The bytes of `count` elements at the reader, if they are an image of memory.
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
                    // Every element was checked when the slice was read; one that
                    // cannot be read after all would be a length that lies.
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

/// Position behind `count` elements of fixed size.
pub(crate) fn wire_end<'de, T: CdrDeserialize<'de>>(position: usize, count: usize) -> usize {
    match LayoutProof::reading::<T>() {
        Some(proof) => proof.end(position, count),
        None => position,
    }
}

/// The elements of a [`CdrSlice`], in order.
#[derive(Debug)]
pub struct CdrSliceIter<'de, T> {
    source: Source<'de, T>,
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
        let left = match &self.source {
            Source::Values(values) => values.len(),
            Source::Wire { count, .. } => *count,
        };
        (left, Some(left))
    }
}

impl<'de, T: CdrDeserialize<'de> + Clone> ExactSizeIterator for CdrSliceIter<'de, T> {}
