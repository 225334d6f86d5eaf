//! Reads and writes the elements of sequences and arrays: with one copy from the first phase that allows it,
//! else in chunks of constant size, else one by one. `layout_proof` decides whether a copy is allowed, `plain`
//! performs it.

use crate::align::{MAX_ALIGNMENT, phase};
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
    rest.iter().try_for_each(|item| item.serialize(writer))
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
        None => T::measure_elements(items, position).unwrap_or_else(|| {
            items
                .iter()
                .fold(position, |position, item| item.measure(position))
        }),
    }
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
