//! Reads and writes the elements of sequences and arrays: with one copy from the first phase that allows it,
//! else in chunks of constant size, else one by one. `layout_proof` decides whether a copy is allowed, `plain`
//! performs it.

use crate::align::{MAX_ALIGNMENT, phase, position_after};
use crate::encapsulation::Encapsulation;
use crate::error::{DeserializeError, SerializeError};
use crate::layout_proof::LayoutProof;
use crate::plain::{HOST_IS_WIRE, extend_from_image, image_of, read_segments, write_segments};
use crate::reader::CdrReader;
use crate::slice_writer::SliceWriter;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use alloc::vec::Vec;

/// The minimum wire size of a `T`; at least 1, so that the number of bytes always bounds a count.
pub(crate) const fn min_wire_size<'de, T: CdrDeserialize<'de>>() -> usize {
    match LayoutProof::reading::<T>() {
        Some(proof) if proof.min_length() > 0 => proof.min_length(),
        _ => 1,
    }
}

/// Writes the number of elements and the elements: with one check of the room, if their memory is their wire image.
#[inline]
pub(crate) fn write_sequence<T: CdrSerialize, W: CdrWriter>(
    items: &[T],
    writer: &mut W,
) -> Result<(), SerializeError> {
    if let Some(proof) = LayoutProof::writing::<T>()
        && proof.run_at(0u32.measure(writer.position())).is_some()
        && let Some(image) = image_of(items)
    {
        return writer.write_counted(items.len(), proof.alignment, image);
    }
    writer.write_length(items.len())?;
    write_elements(items, writer)
}

/// Writes elements.
#[inline]
pub(crate) fn write_elements<T: CdrSerialize, W: CdrWriter>(
    items: &[T],
    writer: &mut W,
) -> Result<(), SerializeError> {
    let mut rest = items;
    if let Some(proof) = LayoutProof::writing::<T>() {
        // Only the first few elements can have other phases than the rest.
        for _ in 0..MAX_ALIGNMENT {
            let Some((first, tail)) = rest.split_first() else {
                return Ok(());
            };
            let position = writer.position();
            if proof.run_at(position).is_some()
                && let Some(image) = image_of(rest)
            {
                return writer.write_bytes_aligned(proof.alignment, image);
            }
            match phase(position) {
                0 if proof.is_steady(0) => return write_chunks::<0, T, W>(rest, writer),
                4 if proof.is_steady(4) => return write_chunks::<4, T, W>(rest, writer),
                _ => first.serialize(writer)?,
            }
            rest = tail;
        }
    }
    T::serialize_elements(rest, writer)
}

/// Writes elements that all start at phase `PHASE` and have the same size. Each is written into a chunk of that
/// size, so that the compiler knows every position and checks the length once.
#[inline]
fn write_chunks<const PHASE: usize, T: CdrSerialize, W: CdrWriter>(
    items: &[T],
    writer: &mut W,
) -> Result<(), SerializeError> {
    let size = const { chunk_size(LayoutProof::writing::<T>(), PHASE) };
    writer.write_filled(items.len().saturating_mul(size), |bytes| {
        if write_segments::<PHASE, T>(items, bytes) {
            return Ok(());
        }
        for (chunk, item) in bytes.chunks_exact_mut(size).zip(items) {
            item.serialize(&mut SliceWriter::at(PHASE, chunk))?;
        }
        Ok(())
    })
}

/// Size of an element at a steady phase; never 0, since it is used as a chunk size.
const fn chunk_size(proof: &Option<LayoutProof>, start: usize) -> usize {
    match proof {
        Some(proof) if proof.lengths[start] > 0 => proof.lengths[start],
        _ => 1,
    }
}

/// Position after the elements, which start at `position`; in constant time if their size is fixed.
#[inline]
pub(crate) fn measure_elements<T: CdrSerialize>(items: &[T], position: usize) -> usize {
    match LayoutProof::writing::<T>() {
        Some(proof) => proof.end(position, items.len()),
        None => T::measure_elements(items, position).unwrap_or_else(|| measure_one_by_one(items, position)),
    }
}

/// Position after elements of variable size.
///
/// Most elements end at a multiple of the largest alignment, because their last member is as large. As long as they do,
/// their sizes are added: the processor predicts the phase, and does not wait for one element before it measures the next.
#[inline]
fn measure_one_by_one<T: CdrSerialize>(items: &[T], position: usize) -> usize {
    /// Not inlined, so that the code of an element is not inlined twice.
    #[inline(never)]
    fn at_any_phase<T: CdrSerialize>(items: &[T], position: usize) -> usize {
        items
            .iter()
            .fold(position, |position, item| item.measure(position))
    }

    let Some((first, mut rest)) = items.split_first() else {
        return position;
    };
    let mut position = at_any_phase(core::slice::from_ref(first), position);
    while phase(position) == 0
        && let Some((item, tail)) = rest.split_first()
    {
        position = position_after(position, item.measure(0));
        rest = tail;
    }
    at_any_phase(rest, position)
}

/// Reads `count` elements with the fastest method of their type; the caller has checked `count` against the
/// remaining bytes.
#[inline]
pub(crate) fn read_sequence<'de, T: CdrDeserialize<'de>>(
    reader: &mut CdrReader<'de>,
    count: usize,
) -> Result<Vec<T>, DeserializeError> {
    match T::deserialize_elements(reader, count) {
        Some(items) => items,
        None => read_elements(reader, count),
    }
}

/// Reads `count` elements; the caller has checked `count` against the remaining bytes.
#[inline]
pub(crate) fn read_elements<'de, T: CdrDeserialize<'de>>(
    reader: &mut CdrReader<'de>,
    count: usize,
) -> Result<Vec<T>, DeserializeError> {
    let mut items = Vec::new();
    if let Some(proof) = LayoutProof::reading::<T>()
        && HOST_IS_WIRE
        && reader.encapsulation() == Encapsulation::LittleEndian
    {
        for _ in 0..MAX_ALIGNMENT {
            let left = count - items.len();
            if left == 0 {
                return Ok(items);
            }
            let position = reader.position();
            if let Some(lead) = proof.run_at(position) {
                let needed = left.saturating_mul(size_of::<T>()).saturating_add(lead);
                extend_from_image(&mut items, &reader.read_bytes(needed)?[lead..], left);
                return Ok(items);
            }
            match phase(position) {
                0 if proof.is_steady(0) => return read_chunks::<0, T>(items, reader, left),
                4 if proof.is_steady(4) => return read_chunks::<4, T>(items, reader, left),
                _ => items.push(T::deserialize(reader)?),
            }
        }
    }
    // Elements can be larger in memory than on the wire: never reserve more than the remaining bytes.
    let left = count - items.len();
    items.reserve(left.min(reader.remaining() / size_of::<T>().max(1)));
    for _ in 0..left {
        items.push(T::deserialize(reader)?);
    }
    Ok(items)
}

/// Reads elements that all start at phase `PHASE` and have the same size, from chunks of that size.
#[inline]
fn read_chunks<'de, const PHASE: usize, T: CdrDeserialize<'de>>(
    mut items: Vec<T>,
    reader: &mut CdrReader<'de>,
    count: usize,
) -> Result<Vec<T>, DeserializeError> {
    let size = const { chunk_size(LayoutProof::reading::<T>(), PHASE) };
    let bytes = reader.read_bytes(count.saturating_mul(size))?;
    if read_segments::<PHASE, T>(bytes, &mut items) {
        return Ok(items);
    }
    items.reserve_exact(bytes.len() / size);
    for chunk in bytes.chunks_exact(size) {
        items.push(T::deserialize(&mut CdrReader::at(PHASE, chunk))?);
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vec_writer::VecWriter;
    use alloc::string::String;

    /// A string, then a number of eight bytes or none: it ends at phase 0 or at any other.
    struct Entry(String, Option<u64>);

    impl CdrSerialize for Entry {
        fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
            self.0.serialize(writer)?;
            self.1.map_or(Ok(()), |number| number.serialize(writer))
        }
    }

    #[test]
    fn elements_are_measured_as_they_are_written_whatever_their_phase() {
        let entry = |len: usize, is_long: bool| Entry("abcdefgh"[..len].into(), is_long.then_some(7));
        for pattern in 0..32 {
            for start in 0..8 {
                let items: Vec<Entry> = (0..5)
                    .map(|bit| entry((3 * bit + start) % 9, pattern >> bit & 1 == 1))
                    .collect();
                let mut writer = VecWriter::default();
                writer.write_bytes(&[0; 8][..start]).unwrap();
                write_elements(&items, &mut writer).unwrap();
                assert_eq!(measure_elements(&items, start), writer.position());
            }
        }
    }
}
