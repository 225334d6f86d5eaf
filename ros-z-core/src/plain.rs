//! Bulk copies and views, and the layouts that allow them. Contains all `unsafe` of this crate; each use rests
//! on the proof in `layout_proof`. Writing values one by one needs none of this.
#![allow(unsafe_code)]

pub(crate) mod aligned_buffer;
mod derived;
pub(crate) mod layout;
pub(crate) mod loan_buffer;
mod loan_writer;
pub(crate) mod text;

pub use derived::{FieldOffset, MemberOf, memory_as, never};
pub use layout::{Layout, Read, Write};

use crate::align::{phase, round_up};
use crate::copy::piece_len;
use crate::encapsulation::Encapsulation;
use crate::error::{DeserializeError, SerializeError};
use crate::layout_proof::LayoutProof;
use crate::reader::CdrReader;
use crate::segments::{MAX_SEGMENTS, Segment, Segments};
pub use crate::shape::Member;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use alloc::vec::Vec;
use core::mem::MaybeUninit;

/// Bulk copies need a host with the byte order of the wire.
pub(crate) const HOST_IS_WIRE: bool = cfg!(target_endian = "little");

/// The memory of `items`.
///
/// # Safety
/// `T` has no padding bytes.
unsafe fn bytes_of<T>(items: &[T]) -> &[u8] {
    // SAFETY: pointer and length come from a live slice, which is borrowed for as long as the result; the
    // caller promises that all of its bytes are initialized.
    unsafe { core::slice::from_raw_parts(items.as_ptr().cast::<u8>(), size_of_val(items)) }
}

/// The memory of `items` as bytes, if the scalars of `T` cover it without a gap.
#[inline]
pub(crate) fn image_of<T: CdrSerialize>(items: &[T]) -> Option<&[u8]> {
    let proven = const {
        matches!(
            LayoutProof::writing::<T>(),
            Some(LayoutProof { any_image: true, .. })
        )
    };
    // SAFETY: `image` is true at some phase, so there is no padding between the scalars or after them.
    (proven && HOST_IS_WIRE).then(|| unsafe { bytes_of(items) })
}

/// Writes one value as a single copy if its layout allows it. Returns whether it did.
///
/// # Errors
/// As [`CdrWriter::write_bytes`].
#[doc(hidden)]
#[inline]
pub fn write_plain<T: CdrSerialize, W: CdrWriter>(value: &T, writer: &mut W) -> Result<bool, SerializeError> {
    let Some(proof) = LayoutProof::writing::<T>() else {
        return Ok(false);
    };
    let position = writer.position();
    let items = core::slice::from_ref(value);
    if proof.is_image_at(position)
        && let Some(image) = image_of(items)
    {
        writer.write_bytes_aligned(proof.alignment, image)?;
        return Ok(true);
    }
    match start_phase(proof, position) {
        0 if const { size_of_one(segments_for_writing::<T>(0)) > 0 } => {
            write_in_segments::<0, T, W>(items, proof.alignment, writer)?;
        }
        4 if const { size_of_one(segments_for_writing::<T>(4)) > 0 } => {
            write_in_segments::<4, T, W>(items, proof.alignment, writer)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Phase of the first scalar of a value at `position`, after its padding.
#[inline]
fn start_phase(proof: &LayoutProof, position: usize) -> usize {
    phase(round_up(position, proof.alignment))
}

/// Writes one value that has segments from `PHASE`, after the padding of its first scalar.
#[inline]
fn write_in_segments<const PHASE: usize, T: CdrSerialize, W: CdrWriter>(
    value: &[T],
    alignment: usize,
    writer: &mut W,
) -> Result<(), SerializeError> {
    let size = const { size_of_one(segments_for_writing::<T>(PHASE)) };
    writer.write_filled_aligned(alignment, size, |bytes| {
        write_segments::<PHASE, T>(value, bytes);
        Ok(())
    })
}

/// As [`size_of_segments`], for a value that starts with a scalar after its padding; 0 otherwise: the byte of
/// an empty struct can come first, and is not padding.
const fn size_of_one(segments: Option<Segments>) -> usize {
    match segments {
        Some(segments) => match segments.get(0) {
            Some(Segment { wire: 0, .. }) => segments.size,
            _ => 0,
        },
        None => 0,
    }
}

/// Wire length of a value with segments; 0 without segments.
const fn size_of_segments(segments: Option<Segments>) -> usize {
    match segments {
        Some(segments) => segments.size,
        None => 0,
    }
}

/// Returns the position after a `T` at `position` if its size does not depend on the value.
#[doc(hidden)]
#[inline]
#[must_use]
pub fn measure_plain<T: CdrSerialize>(position: usize) -> Option<usize> {
    let proof = LayoutProof::writing::<T>().as_ref()?;
    Some(proof.end_of_one(position))
}

/// Reads one value as a single copy if its layout allows it; `None` if nothing was read.
///
/// # Errors
/// [`DeserializeError::UnexpectedEnd`].
#[doc(hidden)]
#[inline]
pub fn read_plain<'de, T: CdrDeserialize<'de>>(
    reader: &mut CdrReader<'de>,
) -> Result<Option<T>, DeserializeError> {
    let Some(proof) = LayoutProof::reading::<T>() else {
        return Ok(None);
    };
    if !HOST_IS_WIRE || reader.encapsulation() != Encapsulation::LittleEndian {
        return Ok(None);
    }
    let position = reader.position();
    let lead = proof.lead(position);
    if !proof.is_image_at(position) {
        return match start_phase(proof, position) {
            0 => read_in_segments::<0, T>(reader, lead),
            4 => read_in_segments::<4, T>(reader, lead),
            _ => Ok(None),
        };
    }
    let bytes = reader.read_bytes(lead + size_of::<T>())?;
    let image = bytes[lead..].as_ptr().cast::<T>();
    // SAFETY: `image` points to `size_of::<T>()` bytes, the rest of the bytes that were read. They are a `T`:
    // the layout of `T` is for reading, so every bit pattern is valid for each of its scalars, and
    // `is_image_at` proves that the scalars have the same order and offsets in memory as on the wire. No
    // alignment is assumed.
    Ok(Some(unsafe { image.read_unaligned() }))
}

/// Reads one value after padding, if it has segments from `PHASE`.
#[inline]
fn read_in_segments<'de, const PHASE: usize, T: CdrDeserialize<'de>>(
    reader: &mut CdrReader<'de>,
    lead: usize,
) -> Result<Option<T>, DeserializeError> {
    let size = const { size_of_one(segments_for_reading::<T>(PHASE)) };
    if size == 0 {
        return Ok(None);
    }
    let bytes = reader.read_bytes(lead + size)?;
    let mut value = MaybeUninit::uninit();
    if read_segments_to::<PHASE, T>(&bytes[lead..], core::slice::from_mut(&mut value)) == 0 {
        return Ok(None);
    }
    // SAFETY: `read_segments_to` returned 1, so the value is initialized.
    Ok(Some(unsafe { value.assume_init() }))
}

/// The segments of `T` for writing from phase `start`.
const fn segments_for_writing<T: CdrSerialize>(start: usize) -> Option<Segments> {
    fitting(Segments::find(&T::WRITE_LAYOUT.shape(), start), size_of::<T>())
}

/// The segments of `T` for reading from phase `start`.
const fn segments_for_reading<'de, T: CdrDeserialize<'de>>(start: usize) -> Option<Segments> {
    fitting(Segments::find(&T::READ_LAYOUT.shape(), start), size_of::<T>())
}

/// The segments of `T` for reading, in the order of memory, so that stores ascend.
const fn segments_by_offset<'de, T: CdrDeserialize<'de>>(start: usize) -> Option<Segments> {
    match segments_for_reading::<T>(start) {
        Some(segments) => Some(segments.by_offset()),
        None => None,
    }
}

/// Segments within the bounds of both sides; a correct layout has no others.
const fn fitting(segments: Option<Segments>, memory: usize) -> Option<Segments> {
    match segments {
        Some(segments) if HOST_IS_WIRE && segments.fit(memory, segments.size) => Some(segments),
        _ => None,
    }
}

/// Writes values that each start at phase `PHASE`, segment by segment, into chunks of their wire size. Returns
/// whether it did.
#[inline]
pub(crate) fn write_segments<const PHASE: usize, T: CdrSerialize>(items: &[T], bytes: &mut [u8]) -> bool {
    let Some(segments) = (const { segments_for_writing::<T>(PHASE) }) else {
        return false;
    };
    for (chunk, item) in bytes.chunks_exact_mut(segments.size.max(1)).zip(items) {
        if segments.has_gaps {
            chunk.fill(0);
        }
        let (memory, wire) = (core::ptr::from_ref(item).cast::<u8>(), chunk.as_mut_ptr());
        // The numbers are constants: unrolled, each step compiles to a few instructions.
        macro_rules! copy {
            ($($index:literal)*) => {$(
                if let Some(Segment { offset, wire: start, len }) = segments.get($index) {
                    // SAFETY: `segments_for_writing` has checked that the segment ends within `size_of::<T>()`.
                    let from = unsafe { memory.add(offset) };
                    // SAFETY: it has also checked that the segment ends within `segments.size`, the length of
                    // `chunk`.
                    let to = unsafe { wire.add(start) };
                    // SAFETY: both ranges are in bounds, as shown above. A segment consists of scalars only, so
                    // its bytes are initialized. `chunk` is borrowed mutably and cannot overlap `item`.
                    unsafe { copy_upwards(from, to, len) };
                }
            )*};
        }
        copy!(0 1 2 3 4 5 6 7);
    }
    true
}

/// Reads values that each start at phase `PHASE`, segment by segment, from chunks of their wire size. Returns
/// whether it did.
#[inline]
pub(crate) fn read_segments<'de, const PHASE: usize, T: CdrDeserialize<'de>>(
    bytes: &[u8],
    items: &mut Vec<T>,
) -> bool {
    let size = const { size_of_segments(segments_for_reading::<T>(PHASE)) };
    if size == 0 {
        return false;
    }
    items.reserve_exact(bytes.len() / size);
    let count = read_segments_to::<PHASE, T>(bytes, items.spare_capacity_mut());
    // SAFETY: `read_segments_to` returned `count`, so the first `count` targets of the spare capacity are
    // initialized.
    unsafe { items.set_len(items.len() + count) };
    true
}

/// Reads one value per chunk, up to the number of targets, and returns their number `count`. The first `count`
/// targets are initialized values of `T` then.
#[inline]
fn read_segments_to<'de, const PHASE: usize, T: CdrDeserialize<'de>>(
    bytes: &[u8],
    targets: &mut [MaybeUninit<T>],
) -> usize {
    let Some(segments) = (const { segments_by_offset::<T>(PHASE) }) else {
        return 0;
    };
    let chunks = bytes.chunks_exact(segments.size.max(1));
    let count = chunks.len().min(targets.len());
    for (target, chunk) in targets.iter_mut().zip(chunks) {
        let (memory, wire) = (target.as_mut_ptr().cast::<u8>(), chunk.as_ptr());
        macro_rules! copy {
            ($($index:literal)*) => {$(
                if let Some(Segment { offset, wire: start, len }) = segments.get($index) {
                    // SAFETY: `segments_for_reading` has checked that the segment ends within `size_of::<T>()`.
                    let to = unsafe { memory.add(offset) };
                    // SAFETY: it has also checked that the segment ends within `segments.size`, the length of
                    // `chunk`.
                    let from = unsafe { wire.add(start) };
                    // SAFETY: both ranges are in bounds, as shown above; `targets` is borrowed mutably and
                    // cannot overlap `bytes`. A layout for reading contains all members of `T`, `collect` adds
                    // each of their scalars to a segment, and every bit pattern is a valid scalar: after its
                    // last segment the target is initialized.
                    unsafe { copy_upwards(from, to, len) };
                }
            )*};
        }
        copy!(0 1 2 3 4 5 6 7);
    }
    count
}

const _: () = assert!(MAX_SEGMENTS == 8, "`copy!` is unrolled for 8 segments");

/// The longest segment that is copied inline.
const MAX_INLINE: usize = 64;

/// Copies a segment of constant length with stores to ascending addresses.
///
/// The compiler may order the stores of a short copy by descending addresses. A processor combines stores to
/// one cache line if they ascend, and takes up to twice as long otherwise.
///
/// # Safety
/// `from` is valid for reads of `len` initialized bytes, `to` is valid for writes of `len` bytes, and the two
/// ranges do not overlap.
#[inline(always)]
unsafe fn copy_upwards(from: *const u8, to: *mut u8, len: usize) {
    if len > MAX_INLINE {
        // SAFETY: the caller promises exactly these three conditions.
        unsafe { core::ptr::copy_nonoverlapping(from, to, len) };
        return;
    }
    let mut done = 0;
    // Not a loop: the compiler would turn it into its own copy again.
    macro_rules! copy {
        ($($size:literal)*) => {$(
            if len - done >= $size {
                // SAFETY: `done` is at most `len` by the condition above, and `from` is valid for `len` bytes.
                let source = unsafe { from.add(done) }.cast::<[u8; $size]>();
                // SAFETY: `$size` bytes from `done` end within `len` by the condition above; the caller
                // promises that they are initialized. A byte array has alignment 1.
                let bytes = unsafe { source.read() };
                // SAFETY: `done` is at most `len`, and `to` is valid for `len` bytes.
                let target = unsafe { to.add(done) }.cast::<[u8; $size]>();
                // SAFETY: `$size` bytes from `done` end within the `len` bytes that `to` is valid for;
                // alignment 1.
                unsafe { target.write(bytes) };
                done += $size;
            }
        )*};
    }
    copy!(16 16 16 16 8 4 2 1);
    debug_assert!(done == len);
}

/// Returns whether the memory image of `T` is its wire image for any number of values in a row.
const fn has_run<'de, T: CdrDeserialize<'de>>() -> bool {
    match LayoutProof::reading::<T>() {
        Some(proof) => proof.any_run,
        None => false,
    }
}

/// Appends `count` values from their wire image.
pub(crate) fn extend_from_image<'de, T: CdrDeserialize<'de>>(items: &mut Vec<T>, image: &[u8], count: usize) {
    // The callers have checked the proof; without it nothing is copied.
    if !const { has_run::<T>() } {
        return;
    }
    let count = count.min(image.len() / size_of::<T>().max(1));
    items.reserve_exact(count);
    let target = items.spare_capacity_mut().as_mut_ptr().cast::<u8>();
    let image = &image[..count * size_of::<T>()];
    let mut done = 0;
    for piece in image.chunks(piece_len(target, image).unwrap_or(image.len()).max(1)) {
        // SAFETY: `done` is at most `image.len()`, and the spare capacity has as many bytes by `reserve_exact`.
        let target = unsafe { target.add(done) };
        // SAFETY: the source is a slice. The target has room for it, since all pieces together are as long as `image`.
        // A fresh reservation does not overlap a borrowed slice.
        unsafe { core::ptr::copy_nonoverlapping(piece.as_ptr(), target, piece.len()) };
        done += piece.len();
    }
    // SAFETY: `reserve_exact` reserved the capacity, and the elements were just copied; `has_run` proves that
    // any bytes are values of `T`, with the same layout as on the wire.
    unsafe { items.set_len(items.len() + count) };
}

/// The elements in place, if `image` has exactly their size and is aligned for them in memory.
pub(crate) fn view_elements<'de, 'a, T: CdrDeserialize<'de>>(
    image: &'a [u8],
    count: usize,
) -> Option<&'a [T]> {
    let proven = const { has_run::<T>() };
    let start = image.as_ptr().cast::<T>();
    if !proven || !HOST_IS_WIRE || !start.is_aligned() || image.len() != count.checked_mul(size_of::<T>())? {
        return None;
    }
    // SAFETY: `start` is aligned, and `image` has exactly `count` elements, borrowed for `'a`; `proven` means
    // that any bytes are values of `T`, with the same layout as on the wire.
    Some(unsafe { core::slice::from_raw_parts(start, count) })
}

/// As [`view_elements`], for writing.
pub(crate) fn view_elements_mut<'de, 'a, T: CdrDeserialize<'de>>(
    image: &'a mut [u8],
    count: usize,
) -> Option<&'a mut [T]> {
    let proven = const { has_run::<T>() };
    let start = image.as_mut_ptr().cast::<T>();
    if !proven || !HOST_IS_WIRE || !start.is_aligned() || image.len() != count.checked_mul(size_of::<T>())? {
        return None;
    }
    // SAFETY: as in `view_elements`, borrowed mutably. A type whose memory image is its wire image has no
    // padding, so the bytes stay initialized after any write.
    Some(unsafe { core::slice::from_raw_parts_mut(start, count) })
}

/// `count` elements with all bytes 0; an empty vector if a bit pattern is not a valid `T`.
pub(crate) fn zeroed_elements<'de, T: CdrDeserialize<'de>>(count: usize) -> Vec<T> {
    if const { LayoutProof::reading::<T>().is_none() } {
        return Vec::new();
    }
    let mut items = Vec::with_capacity(count);
    let target: *mut T = items.as_mut_ptr();
    // SAFETY: `with_capacity` reserved `count` elements.
    unsafe { target.write_bytes(0, count) };
    // SAFETY: the capacity is reserved and zeroed. The layout is for reading, so it contains all members of
    // `T`, and every bit pattern of a member is valid.
    unsafe { items.set_len(count) };
    items
}

/// The write layout of an array.
pub(crate) const fn write_array<T: CdrSerialize, const N: usize>() -> Layout<[T; N], Write> {
    // SAFETY: an array consists of its elements in a row, in memory and when written; all three arguments
    // describe `T`.
    unsafe { Layout::array(const { &T::WRITE_LAYOUT.shape() }, size_of::<T>(), N) }
}

/// The read layout of an array.
pub(crate) const fn read_array<'de, T: CdrDeserialize<'de>, const N: usize>() -> Layout<[T; N], Read> {
    // SAFETY: an array consists of its elements in a row, in memory and when read; all three arguments describe
    // `T`.
    unsafe { Layout::array(const { &T::READ_LAYOUT.shape() }, size_of::<T>(), N) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_of_any_length_is_copied_exactly() {
        let from: [u8; 2 * MAX_INLINE] = core::array::from_fn(|index| index as u8 + 1);
        for len in 0..from.len() {
            let mut to = [0; 2 * MAX_INLINE + 1];
            // SAFETY: both arrays are longer than `len`, and they are different variables.
            unsafe { copy_upwards(from.as_ptr(), to.as_mut_ptr(), len) };
            assert_eq!(to[..len], from[..len]);
            assert!(to[len..].iter().all(|byte| *byte == 0), "{len}");
        }
    }
}
