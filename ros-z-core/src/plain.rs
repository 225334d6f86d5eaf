//! The layout proof: at which phases the memory image of a type is its wire
//! image, found at compile time, and the bulk copies that rest on it. All
//! `unsafe` of this crate lives here. How single values are written does not.
//!
//! A type is described by its [`Shape`]: the scalars it has on the wire, in wire
//! order, each with its offset in memory. [`walk`] follows a shape from a start
//! phase and compares every wire position with the offset. The memory is the wire
//! image if no scalar but the first needs padding, if all offsets agree, and if the
//! scalars end where the memory ends: then the type has no padding either, and
//! every byte of it is initialized.
#![allow(unsafe_code)]

use crate::align::{MAX_ALIGNMENT, align_up, phase};
use crate::{
    CdrDeserialize, CdrReader, CdrSerialize, CdrWriter, DeserializeError, Encapsulation, SerializeError,
};
use alloc::vec::Vec;
use core::marker::PhantomData;

/// What a type looks like in memory and on the wire.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Of variable size on the wire, or not described.
    Opaque,
    /// Of variable size, with a zenoh buffer in it that a writer may pass on by reference.
    Shareable,
    /// A primitive: as many bytes in memory as on the wire, aligned to its size there.
    Scalar { size: usize },
    /// The one zero byte of a struct without members; nothing in memory.
    Filler,
    /// Members in wire order.
    Struct { members: &'static [Member] },
    /// `len` elements in a row.
    Array {
        element: &'static Shape,
        element_size: usize,
        len: usize,
    },
}

/// A member of a struct: its shape, and where it lies in memory.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Member {
    offset: usize,
    shape: Shape,
}

impl Member {
    #[doc(hidden)]
    #[must_use]
    pub const fn new<T, Use>(offset: usize, layout: Layout<T, Use>) -> Self {
        Self {
            offset,
            shape: layout.shape,
        }
    }
}

/// A layout for writing: the memory of every value may be copied to the wire.
#[derive(Debug)]
pub enum Write {}

/// A layout for reading: any bytes from the wire may be copied to memory, and are a value there.
#[derive(Debug)]
pub enum Read {}

/// The proven layout of `T` for `Use`, [`Write`] or [`Read`], as far as it is known.
///
/// Safe code can say that nothing is known ([`OPAQUE`](Self::OPAQUE)) and no more; the derives say the rest.
#[derive(Debug)]
pub struct Layout<T: ?Sized, Use> {
    shape: Shape,
    marker: PhantomData<fn(&T, Use)>,
}

impl<T: ?Sized, Use> Clone for Layout<T, Use> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized, Use> Copy for Layout<T, Use> {}

impl<T: ?Sized, Use> Layout<T, Use> {
    /// Nothing is known: the type is written and read one primitive at a time.
    pub const OPAQUE: Self = Self::of_shape(Shape::Opaque);

    /// Holds a zenoh buffer; nothing else is known.
    #[cfg_attr(
        not(feature = "zenoh-buffers"),
        expect(dead_code, reason = "nothing to share")
    )]
    pub(crate) const SHAREABLE: Self = Self::of_shape(Shape::Shareable);

    /// The layout of a type of variable size that holds values of `U`: shareable where those are.
    pub(crate) const fn holding<U: ?Sized>(inner: Layout<U, Use>) -> Self {
        if is_shareable(&inner.shape) {
            Self::of_shape(Shape::Shareable)
        } else {
            Self::OPAQUE
        }
    }

    /// Whether a value may hold a zenoh buffer that a [`CdrWriter`] can pass on by reference.
    #[must_use]
    pub const fn is_shareable(self) -> bool {
        is_shareable(&self.shape)
    }

    const fn of_shape(shape: Shape) -> Self {
        Self {
            shape,
            marker: PhantomData,
        }
    }

    pub(crate) const fn shape(self) -> Shape {
        self.shape
    }
}

impl<T, Use> Layout<T, Use> {
    /// A primitive whose memory, on a little-endian host, is its wire image.
    ///
    /// # Safety
    /// `T` has no padding, and is written as one primitive of `size_of::<T>()` bytes. For [`Read`],
    /// every bit pattern is a `T`.
    pub(crate) const unsafe fn scalar() -> Self {
        Self::of_shape(Shape::Scalar { size: size_of::<T>() })
    }

    /// `T` is `[U; len]` or alike, `element` the shape of `U`.
    ///
    /// # Safety
    /// `T` consists of `len` times a `U`, and is written as those in a row; `element` comes from the
    /// layout of `U`, and `element_size` is `size_of::<U>()`.
    pub(crate) const unsafe fn array(element: &'static Shape, element_size: usize, len: usize) -> Self {
        Self::of_shape(Shape::Array {
            element,
            element_size,
            len,
        })
    }

    /// A struct that is written member by member.
    ///
    /// # Safety
    /// `members` are all members of `T` that are written, in the order in which they are, each with its
    /// `offset_of!` and the layout of its own type for the same `Use`. For [`Read`], they are all members of `T`.
    #[doc(hidden)]
    #[must_use]
    pub const unsafe fn of_struct(members: &'static [Member]) -> Self {
        match members {
            [] => Self::of_shape(Shape::Filler),
            _ => Self::of_shape(Shape::Struct { members }),
        }
    }

    /// An enum without data that is written as its representation.
    ///
    /// # Safety
    /// `T` is `#[repr(Int)]`, and `Use` is [`Write`]: not every integer is a variant.
    #[doc(hidden)]
    #[must_use]
    pub const unsafe fn of_repr<Int>(representation: Layout<Int, Use>) -> Self {
        Self::of_shape(representation.shape)
    }
}

const fn is_shareable(shape: &Shape) -> bool {
    match *shape {
        Shape::Shareable => true,
        Shape::Opaque | Shape::Scalar { .. } | Shape::Filler => false,
        Shape::Array { element, .. } => is_shareable(element),
        Shape::Struct { members } => {
            let mut index = 0;
            while index < members.len() {
                if is_shareable(&members[index].shape) {
                    return true;
                }
                index += 1;
            }
            false
        }
    }
}

/// Where a walk over a shape stands.
#[derive(Clone, Copy)]
struct Walk {
    /// Position on the wire.
    position: usize,
    /// Wire position that offset 0 in memory maps to, once a scalar was seen.
    origin: Option<usize>,
    /// All sizes so far are fixed.
    fixed: bool,
    /// Memory equals wire so far.
    image: bool,
}

impl Walk {
    const fn start(position: usize) -> Self {
        Self {
            position,
            origin: None,
            fixed: true,
            image: true,
        }
    }
}

/// Follows `shape`, which lies at `offset` in memory.
const fn walk(shape: &Shape, offset: usize, mut at: Walk) -> Walk {
    match *shape {
        Shape::Opaque | Shape::Shareable => {
            at.fixed = false;
            at.image = false;
        }
        Shape::Filler => {
            at.position += 1;
            at.image = false;
        }
        Shape::Scalar { size } => {
            let start = align_up(at.position, size);
            match at.origin {
                None => {
                    at.origin = Some(start);
                    at.image = at.image && offset == 0;
                }
                Some(origin) => {
                    at.image = at.image && start == at.position && start - origin == offset;
                }
            }
            at.position = start + size;
        }
        Shape::Struct { members } => {
            let mut index = 0;
            while index < members.len() && at.fixed {
                let member = &members[index];
                at = walk(&member.shape, offset + member.offset, at);
                index += 1;
            }
        }
        Shape::Array {
            element,
            element_size,
            len,
        } => {
            // What an element does depends on its phase alone, and phases repeat after
            // at most 8 elements: what holds for the first 9 holds for all.
            let mut index = 0;
            while index < len && index <= MAX_ALIGNMENT && at.fixed {
                at = walk(element, offset + index * element_size, at);
                index += 1;
            }
            if at.fixed && index < len {
                at.position = advance(&wire_lengths(element), at.position, len - index);
            }
        }
    }
    at
}

/// Wire length of a value of fixed size, with its padding, from each start phase.
const fn wire_lengths(shape: &Shape) -> [usize; MAX_ALIGNMENT] {
    let mut lengths = [0; MAX_ALIGNMENT];
    let mut start = 0;
    while start < MAX_ALIGNMENT {
        lengths[start] = walk(shape, 0, Walk::start(start)).position - start;
        start += 1;
    }
    lengths
}

/// Position behind `count` elements with these wire lengths, in constant time.
const fn advance(lengths: &[usize; MAX_ALIGNMENT], mut position: usize, mut count: usize) -> usize {
    // Into the cycle of phases, which is reached after 8 elements at the latest …
    let mut steps = 0;
    while count > 0 && steps < MAX_ALIGNMENT {
        position = position.saturating_add(lengths[phase(position)]);
        count -= 1;
        steps += 1;
    }
    if count == 0 {
        return position;
    }
    // … once round it, to learn how long it is …
    let first = phase(position);
    let mut at = first;
    let mut period = 0;
    let mut length = 0usize;
    loop {
        length += lengths[at];
        at = phase(at + lengths[at]);
        period += 1;
        if at == first {
            break;
        }
    }
    // … and then all whole rounds at once.
    position = position.saturating_add(length.saturating_mul(count / period));
    count %= period;
    while count > 0 {
        position = position.saturating_add(lengths[phase(position)]);
        count -= 1;
    }
    position
}

/// The layout proof of one type of fixed size: what it does at each start phase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phases {
    /// Wire length with padding.
    lengths: [usize; MAX_ALIGNMENT],
    /// Padding before the first scalar.
    lead: [usize; MAX_ALIGNMENT],
    /// One value: memory equals wire, behind the padding.
    image: [bool; MAX_ALIGNMENT],
    /// Any number of values in a row: memory equals wire, behind the padding of the first.
    run: [bool; MAX_ALIGNMENT],
    /// `image` holds at some phase; hence the type has no padding bytes.
    any_image: bool,
    /// `run` holds at some phase.
    any_run: bool,
}

impl Phases {
    /// The proof for a type of this shape and size in memory; `None` if its wire size is not fixed.
    pub(crate) const fn prove(shape: Shape, size: usize) -> Option<Self> {
        if !walk(&shape, 0, Walk::start(0)).fixed {
            return None;
        }
        let mut phases = Self {
            lengths: wire_lengths(&shape),
            lead: [0; MAX_ALIGNMENT],
            image: [false; MAX_ALIGNMENT],
            run: [false; MAX_ALIGNMENT],
            any_image: false,
            any_run: false,
        };
        let mut start = 0;
        while start < MAX_ALIGNMENT {
            let end = walk(&shape, 0, Walk::start(start));
            // A type without scalars has no image; there is nothing to gain by one.
            if let Some(origin) = end.origin {
                phases.lead[start] = origin - start;
                phases.image[start] = end.image && end.position - origin == size;
                phases.any_image = phases.any_image || phases.image[start];
            }
            start += 1;
        }
        start = 0;
        while start < MAX_ALIGNMENT {
            let mut run = phases.image[start];
            let mut at = phase(start + phases.lengths[start]);
            let mut step = 0;
            while step < MAX_ALIGNMENT {
                run = run && phases.image[at] && phases.lead[at] == 0;
                at = phase(at + phases.lengths[at]);
                step += 1;
            }
            phases.run[start] = run;
            phases.any_run = phases.any_run || run;
            start += 1;
        }
        Some(phases)
    }

    /// The proof for writing `T`.
    pub(crate) const fn writing<T: CdrSerialize>() -> Option<Self> {
        Self::prove(T::WRITE_LAYOUT.shape, size_of::<T>())
    }

    /// The proof for reading `T`.
    pub(crate) const fn reading<'de, T: CdrDeserialize<'de>>() -> Option<Self> {
        Self::prove(T::READ_LAYOUT.shape, size_of::<T>())
    }

    /// Padding before a run of elements at `position`, if one may start there.
    pub(crate) const fn run_at(&self, position: usize) -> Option<usize> {
        let at = phase(position);
        if self.run[at] { Some(self.lead[at]) } else { None }
    }

    /// Position behind `count` elements that start at `position`.
    pub(crate) const fn end(&self, position: usize, count: usize) -> usize {
        advance(&self.lengths, position, count)
    }

    /// The least that an element takes on the wire.
    const fn min_length(&self) -> usize {
        let mut min = self.lengths[0];
        let mut at = 1;
        while at < MAX_ALIGNMENT {
            if self.lengths[at] < min {
                min = self.lengths[at];
            }
            at += 1;
        }
        min
    }
}

/// Bulk copies need a host whose byte order is the wire's.
const HOST_IS_WIRE: bool = cfg!(target_endian = "little");

/// The least number of wire bytes that a `T` takes; at least 1, so that a count is always bounded by bytes.
pub(crate) const fn min_wire_size<'de, T: CdrDeserialize<'de>>() -> usize {
    match Phases::reading::<T>() {
        Some(phases) if phases.min_length() > 0 => phases.min_length(),
        _ => 1,
    }
}

/// The memory of `items`.
///
/// # Safety
/// `T` has no padding bytes.
unsafe fn bytes_of<T>(items: &[T]) -> &[u8] {
    // SAFETY: the pointer and length are those of a live slice, borrowed for as long as
    // the result; the caller promises that all of its bytes are initialized.
    unsafe { core::slice::from_raw_parts(items.as_ptr().cast::<u8>(), size_of_val(items)) }
}

/// Writes one value as a single copy if it may be, and tells whether it did.
///
/// # Errors
/// As [`CdrWriter::write_bytes`].
#[doc(hidden)]
#[inline]
pub fn write_plain<T: CdrSerialize, W: CdrWriter>(value: &T, writer: &mut W) -> Result<bool, SerializeError> {
    let Some(phases) = (const { Phases::writing::<T>() }) else {
        return Ok(false);
    };
    if !HOST_IS_WIRE || !phases.any_image {
        return Ok(false);
    }
    let at = phase(writer.position());
    if !phases.image[at] {
        return Ok(false);
    }
    writer.write_padding(phases.lead[at])?;
    // SAFETY: `image` holds at some phase, so the scalars of `T` cover its memory without a gap.
    let bytes = unsafe { bytes_of(core::slice::from_ref(value)) };
    writer.write_bytes(bytes)?;
    Ok(true)
}

/// Gives the position behind a `T` at `position` if its size does not depend on the value.
#[doc(hidden)]
#[inline]
#[must_use]
pub fn measure_plain<T: CdrSerialize>(position: usize) -> Option<usize> {
    let phases = (const { Phases::writing::<T>() })?;
    Some(position.saturating_add(phases.lengths[phase(position)]))
}

/// Reads one value as a single copy if it may be; `None` tells that nothing was read.
///
/// # Errors
/// [`DeserializeError::UnexpectedEnd`].
#[doc(hidden)]
#[inline]
pub fn read_plain<'de, T: CdrDeserialize<'de>>(
    reader: &mut CdrReader<'de>,
) -> Result<Option<T>, DeserializeError> {
    let Some(phases) = (const { Phases::reading::<T>() }) else {
        return Ok(None);
    };
    let at = phase(reader.position());
    if !HOST_IS_WIRE || !phases.image[at] || reader.encapsulation() != Encapsulation::LittleEndian {
        return Ok(None);
    }
    let bytes = reader.read_bytes(phases.lead[at] + size_of::<T>())?;
    let image = bytes[phases.lead[at]..].as_ptr().cast::<T>();
    // SAFETY: `image` points to `size_of::<T>()` bytes, the rest of what was read. They are a `T`:
    // the layout of `T` is for reading, hence every bit pattern is valid for each of its scalars,
    // and `image[at]` says that the scalars lie in memory as they do on the wire. No alignment is assumed.
    Ok(Some(unsafe { image.read_unaligned() }))
}

/// Writes the elements of a sequence or array: in bulk from the first phase that allows it.
#[inline]
pub(crate) fn write_elements<T: CdrSerialize, W: CdrWriter>(
    items: &[T],
    writer: &mut W,
) -> Result<(), SerializeError> {
    let mut rest = items;
    if let Some(phases) = (const { Phases::writing::<T>() })
        && HOST_IS_WIRE
        && phases.any_run
    {
        // Only the first few elements may stand at a phase of their own.
        for _ in 0..MAX_ALIGNMENT {
            let Some((first, tail)) = rest.split_first() else {
                return Ok(());
            };
            if let Some(lead) = phases.run_at(writer.position()) {
                writer.write_padding(lead)?;
                // SAFETY: a run exists at some phase, so the scalars of `T` cover its memory without a gap.
                let bytes = unsafe { bytes_of(rest) };
                return writer.write_bytes(bytes);
            }
            first.serialize(writer)?;
            rest = tail;
        }
    }
    for item in rest {
        item.serialize(writer)?;
    }
    Ok(())
}

/// Position behind the elements of a sequence or array at `position`; in constant time if their size is fixed.
#[inline]
pub(crate) fn measure_elements<T: CdrSerialize>(items: &[T], position: usize) -> usize {
    match const { Phases::writing::<T>() } {
        Some(phases) => phases.end(position, items.len()),
        None => items
            .iter()
            .fold(position, |position, item| item.measure(position)),
    }
}

/// Reads `count` elements, which the caller has checked against the bytes left: in bulk from the
/// first phase that allows it.
#[inline]
pub(crate) fn read_elements<'de, T: CdrDeserialize<'de>>(
    reader: &mut CdrReader<'de>,
    count: usize,
) -> Result<Vec<T>, DeserializeError> {
    let mut items = Vec::new();
    if let Some(phases) = (const { Phases::reading::<T>() })
        && HOST_IS_WIRE
        && phases.any_run
        && reader.encapsulation() == Encapsulation::LittleEndian
    {
        for _ in 0..MAX_ALIGNMENT {
            let left = count - items.len();
            if left == 0 {
                return Ok(items);
            }
            if let Some(lead) = phases.run_at(reader.position()) {
                let needed = left.saturating_mul(size_of::<T>()).saturating_add(lead);
                let bytes = reader.read_bytes(needed)?;
                extend_from_image(&mut items, &bytes[lead..], left);
                return Ok(items);
            }
            items.push(T::deserialize(reader)?);
        }
    }
    // The count may lie about elements larger in memory than on the wire:
    // what is reserved is never more than the bytes that are left.
    let left = count - items.len();
    items.reserve(left.min(reader.remaining() / size_of::<T>().max(1)));
    for _ in 0..left {
        items.push(T::deserialize(reader)?);
    }
    Ok(items)
}

/// Whether values of `T` may be taken from bytes as they are.
const fn has_run<'de, T: CdrDeserialize<'de>>() -> bool {
    match Phases::reading::<T>() {
        Some(phases) => phases.any_run,
        None => false,
    }
}

/// Appends `count` values from their wire image.
fn extend_from_image<'de, T: CdrDeserialize<'de>>(items: &mut Vec<T>, image: &[u8], count: usize) {
    // The callers have asked before: without a proof nothing is copied.
    if !const { has_run::<T>() } {
        return;
    }
    let count = count.min(image.len() / size_of::<T>().max(1));
    items.reserve_exact(count);
    let target = items.spare_capacity_mut().as_mut_ptr().cast::<u8>();
    // SAFETY: the source holds `count * size_of::<T>()` bytes by the `min` above, the spare capacity as
    // many by `reserve_exact`, and a fresh reservation does not overlap a borrowed slice.
    unsafe { core::ptr::copy_nonoverlapping(image.as_ptr(), target, count * size_of::<T>()) };
    // SAFETY: capacity was reserved and the elements were just copied; `has_run` says that any
    // bytes are values of `T`, laid out as on the wire.
    unsafe { items.set_len(items.len() + count) };
}

/// The elements in place, if `image` is aligned for them in memory and holds whole ones.
pub(crate) fn view_elements<'de, 'a, T: CdrDeserialize<'de>>(
    image: &'a [u8],
    count: usize,
) -> Option<&'a [T]> {
    let proven = const { has_run::<T>() };
    let start = image.as_ptr().cast::<T>();
    if !proven || !HOST_IS_WIRE || !start.is_aligned() || image.len() != count.checked_mul(size_of::<T>())? {
        return None;
    }
    // SAFETY: `start` is aligned, and `image` holds exactly `count` elements, borrowed for `'a`; `proven` says
    // that any bytes are values of `T`, laid out as on the wire.
    Some(unsafe { core::slice::from_raw_parts(start, count) })
}

macro_rules! layout_of_scalars {
    ($($scalar:ty),*) => {$(
        impl<Use> Layout<$scalar, Use> {
            /// The memory of the primitive is its little-endian wire image, and every bit pattern is a value.
            // SAFETY: integers and floats have no padding and no invalid bit pattern
            // (<https://doc.rust-lang.org/1.88.0/reference/type-layout.html>), and are written as one primitive.
            pub(crate) const PRIMITIVE: Self = unsafe { Self::scalar() };
        }
    )*};
}

layout_of_scalars!(u8, u16, u32, u64, i8, i16, i32, i64, f32, f64);

impl Layout<bool, Write> {
    /// For writing only: 0 and 1 are the only values.
    // SAFETY: a `bool` is one byte, 0 or 1, and is written as that byte.
    pub(crate) const BOOL: Self = unsafe { Self::scalar() };
}

/// The write layout of an array.
pub(crate) const fn write_array<T: CdrSerialize, const N: usize>() -> Layout<[T; N], Write> {
    // SAFETY: an array is its elements in a row, in memory and when written; all three arguments are of `T`.
    unsafe { Layout::array(const { &T::WRITE_LAYOUT.shape() }, size_of::<T>(), N) }
}

/// The read layout of an array.
pub(crate) const fn read_array<'de, T: CdrDeserialize<'de>, const N: usize>() -> Layout<[T; N], Read> {
    // SAFETY: an array is its elements in a row, in memory and when read; all three arguments are of `T`.
    unsafe { Layout::array(const { &T::READ_LAYOUT.shape() }, size_of::<T>(), N) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::mem::offset_of;

    const U8: Shape = Shape::Scalar { size: 1 };
    const U32: Shape = Shape::Scalar { size: 4 };
    const F64: Shape = Shape::Scalar { size: 8 };

    const fn member(offset: usize, shape: Shape) -> Member {
        Member { offset, shape }
    }

    fn prove(members: &'static [Member], size: usize) -> Phases {
        Phases::prove(Shape::Struct { members }, size).unwrap()
    }

    #[test]
    fn a_struct_of_one_kind_of_scalar_is_plain_everywhere() {
        let point = prove(const { &[member(0, F64), member(8, F64), member(16, F64)] }, 24);
        assert_eq!(point.run, [true; 8]);
        assert_eq!(point.lead, [0, 7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(point.end(4, 10_000), 8 + 240_000);
    }

    // {u32, u32, f64}: behind a sequence length (4 mod 8) the f64 needs padding that memory has not.
    #[test]
    fn a_wide_member_behind_narrow_ones_is_plain_at_half_of_the_phases() {
        let members = const { &[member(0, U32), member(4, U32), member(8, F64)] };
        let proof = prove(members, 16);
        assert_eq!(proof.image, [true, false, false, false, false, true, true, true]);
        assert_eq!(proof.run, proof.image);
        assert_eq!(proof.lengths[4], 20);
        assert_eq!(proof.end(4, 3), 24 + 16 + 16);
    }

    #[test]
    fn padding_in_memory_is_never_copied() {
        let trailing = prove(const { &[member(0, F64), member(8, U8)] }, 16);
        let inner = prove(const { &[member(0, U8), member(8, F64)] }, 16);
        assert!(!trailing.any_image && !inner.any_image);
        // f64, u8: 9 bytes, then 7 of padding before the next.
        assert_eq!(trailing.end(0, 3), 9 + 16 + 16);
    }

    #[test]
    fn reordered_members_are_not_plain() {
        let swapped = prove(const { &[member(4, U32), member(0, U32)] }, 8);
        assert!(!swapped.any_image);
    }

    #[test]
    fn a_member_that_is_left_out_is_not_plain() {
        let skipped = prove(const { &[member(0, U32)] }, 8);
        assert!(!skipped.any_image);
    }

    #[test]
    fn a_run_holds_at_every_phase_that_it_reaches() {
        let narrow = prove(const { &[member(0, U32), member(4, U32), member(8, U32)] }, 12);
        assert_eq!(narrow.run, [true; 8]);
        let packed = prove(const { &[member(0, F64), member(8, U32)] }, 12);
        assert!(packed.image[0], "one packed value is plain");
        assert!(!packed.any_run, "the second one needs padding before it");
    }

    #[test]
    fn constant_time_measuring_counts_like_walking() {
        let shapes: [Shape; 4] = [
            Shape::Struct {
                members: const { &[member(0, U8), member(8, F64), member(16, U8)] },
            },
            Shape::Struct {
                members: const { &[member(0, F64), member(8, U8)] },
            },
            Shape::Struct {
                members: const { &[member(0, U32), member(4, U8)] },
            },
            Shape::Array {
                element: &Shape::Struct {
                    members: &[
                        Member {
                            offset: 0,
                            shape: U32,
                        },
                        Member { offset: 4, shape: U8 },
                    ],
                },
                element_size: 8,
                len: 21,
            },
        ];
        for shape in shapes {
            let lengths = wire_lengths(&shape);
            for start in 0..8 {
                let mut position = start;
                for count in 0..40 {
                    assert_eq!(advance(&lengths, start, count), position);
                    position = walk(&shape, 0, Walk::start(position)).position;
                }
            }
        }
    }

    #[test]
    fn long_arrays_are_proven_by_their_first_elements() {
        let covariance = Shape::Array {
            element: &F64,
            element_size: 8,
            len: 1 << 40,
        };
        let proof = Phases::prove(covariance, 8 << 40).unwrap();
        assert_eq!(proof.run, [true; 8]);
        assert_eq!(proof.lengths[4], 4 + (8 << 40));
    }

    #[test]
    fn a_filler_has_a_size_but_no_image() {
        let empty = Phases::prove(Shape::Filler, 0).unwrap();
        assert!(!empty.any_image);
        assert_eq!(empty.end(3, 5), 8);
    }

    #[test]
    fn offsets_are_the_compilers() {
        #[repr(C)]
        struct Stamped {
            stamp: u32,
            value: f64,
        }
        let members: &'static [Member] = const {
            &[
                member(offset_of!(Stamped, stamp), U32),
                member(offset_of!(Stamped, value), F64),
            ]
        };
        assert!(!prove(members, size_of::<Stamped>()).any_image);
    }
}
