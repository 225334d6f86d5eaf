//! The layout proof, in plain arithmetic on constants: finds the phases at which the memory image of a type is
//! its wire image. The module `plain` performs the copies that the proof allows.
//!
//! A [`Shape`] describes a type: its scalars in wire order, each with its offset in memory. [`walk`] follows a
//! shape from a start phase and compares every wire position with the offset. The memory is the wire image if
//! only the first scalar needs padding, if all offsets agree, and if the scalars end at the end of the memory.
//! Such a type has no padding, and every byte of it is initialized.

use crate::align::{MAX_ALIGNMENT, align_up, padding, phase, position_after, position_after_all, round_up};
use crate::shape::Shape;
use crate::traits::{CdrDeserialize, CdrSerialize};

/// The state of a walk over a shape.
#[derive(Clone, Copy)]
struct Walk {
    /// Position on the wire.
    position: usize,
    /// Wire position of offset 0 in memory; set by the first scalar.
    origin: Option<usize>,
    /// Size of the first scalar if nothing is written before it; else 1.
    alignment: usize,
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
            alignment: 1,
            fixed: true,
            image: true,
        }
    }
}

/// Follows `shape` at `offset` in memory.
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
                    // The only other thing that is written is a filler, and it leaves no image.
                    at.alignment = if at.image { size } else { 1 };
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
            // The result for an element depends on its phase alone, and phases repeat after at most 8 elements:
            // the first 9 elements cover all cases.
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

/// Position after `count` elements with these wire lengths, in constant time.
const fn advance(lengths: &[usize; MAX_ALIGNMENT], mut position: usize, mut count: usize) -> usize {
    // Enter the cycle of phases, after at most 8 elements.
    let mut steps = 0;
    while count > 0 && steps < MAX_ALIGNMENT {
        position = position_after(position, lengths[phase(position)]);
        count -= 1;
        steps += 1;
    }
    if count == 0 {
        return position;
    }
    // Measure one cycle.
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
    // Skip all whole cycles at once.
    position = position_after_all(position, count / period, length);
    count %= period;
    while count > 0 {
        position = position_after(position, lengths[phase(position)]);
        count -= 1;
    }
    position
}

/// Whether every value of this shape has a fixed size on the wire.
pub(crate) const fn is_fixed(shape: &Shape) -> bool {
    walk(shape, 0, Walk::start(0)).fixed
}

/// The layout proof of one type of fixed size, for each start phase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LayoutProof {
    /// Size in memory.
    size: usize,
    /// Wire length with padding.
    pub(crate) lengths: [usize; MAX_ALIGNMENT],
    /// The length from each phase is that from phase 0 after the padding. It is short enough to be added without a check.
    is_padded: bool,
    /// Alignment of the first scalar; 1 if the byte of an empty struct precedes it.
    pub(crate) alignment: usize,
    /// One value: memory equals wire, after the padding.
    image: [bool; MAX_ALIGNMENT],
    /// Any number of values in a row: memory equals wire, after the padding of the first.
    run: [bool; MAX_ALIGNMENT],
    /// `image` is true at some phase; therefore the type has no padding bytes.
    pub(crate) any_image: bool,
    /// `image` is true at every phase: a constant, while indexing `image` depends on the position.
    every_image: bool,
    /// `run` is true at some phase.
    pub(crate) any_run: bool,
    /// `run` is true at every phase: a constant, like `every_image`.
    every_run: bool,
}

impl LayoutProof {
    /// Proves a type of this shape and size in memory; `None` if its wire size is not fixed.
    pub(crate) const fn prove(shape: Shape, size: usize) -> Option<Self> {
        let first = walk(&shape, 0, Walk::start(0));
        if !first.fixed {
            return None;
        }
        let lengths = wire_lengths(&shape);
        let mut proof = Self {
            size,
            lengths,
            is_padded: lengths[0] <= u16::MAX as usize,
            alignment: first.alignment,
            image: [false; MAX_ALIGNMENT],
            run: [false; MAX_ALIGNMENT],
            any_image: false,
            every_image: true,
            any_run: false,
            every_run: true,
        };
        let mut start = 0;
        while start < MAX_ALIGNMENT {
            let end = walk(&shape, 0, Walk::start(start));
            let padded = padding(start, proof.alignment) + proof.lengths[0];
            proof.is_padded = proof.is_padded && proof.lengths[start] == padded;
            // A type without scalars has no image: a copy would not be faster.
            if let Some(origin) = end.origin {
                proof.image[start] = end.image && end.position - origin == size;
            }
            proof.any_image = proof.any_image || proof.image[start];
            proof.every_image = proof.every_image && proof.image[start];
            start += 1;
        }
        start = 0;
        while start < MAX_ALIGNMENT {
            let mut run = proof.image[start];
            let mut at = phase(start + proof.lengths[start]);
            let mut step = 0;
            while step < MAX_ALIGNMENT {
                run = run && proof.image[at] && proof.lead(at) == 0;
                at = phase(at + proof.lengths[at]);
                step += 1;
            }
            proof.run[start] = run;
            proof.any_run = proof.any_run || run;
            proof.every_run = proof.every_run && run;
            start += 1;
        }
        Some(proof)
    }

    /// The proof for writing `T`, computed once.
    pub(crate) const fn writing<T: CdrSerialize>() -> &'static Option<Self> {
        const { &Self::prove(T::WRITE_LAYOUT.shape(), size_of::<T>()) }
    }

    /// The proof for reading `T`, computed once.
    pub(crate) const fn reading<'de, T: CdrDeserialize<'de>>() -> &'static Option<Self> {
        const { &Self::prove(T::READ_LAYOUT.shape(), size_of::<T>()) }
    }

    /// Padding before the first scalar of a value at `position`.
    #[inline]
    pub(crate) const fn lead(&self, position: usize) -> usize {
        padding(position, self.alignment)
    }

    /// Whether the memory of one value at `position` is its wire image, after the padding.
    #[inline]
    pub(crate) const fn is_image_at(&self, position: usize) -> bool {
        self.every_image || self.image[phase(position)]
    }

    /// Whether the memory of any number of values at `position` is their wire image, after the padding.
    #[inline]
    pub(crate) const fn has_run_at(&self, position: usize) -> bool {
        self.every_run || self.run[phase(position)]
    }

    /// Padding before a run of elements at `position`, if one can start there.
    #[inline]
    pub(crate) const fn run_at(&self, position: usize) -> Option<usize> {
        if self.has_run_at(position) {
            Some(self.lead(position))
        } else {
            None
        }
    }

    /// Whether an element at this phase takes at least one byte and the next element has the same phase.
    pub(crate) const fn is_steady(&self, start: usize) -> bool {
        self.lengths[start] > 0 && self.lengths[start].is_multiple_of(MAX_ALIGNMENT)
    }

    /// Position after one value at `position`. Computed if the length is that from phase 0 after the padding, else looked
    /// up.
    #[inline]
    pub(crate) const fn end_of_one(&self, position: usize) -> usize {
        if self.is_padded {
            return round_up(position, self.alignment).wrapping_add(self.lengths[0]);
        }
        position_after(position, self.lengths[phase(position)])
    }

    /// Position after `count` elements that start at `position`.
    #[inline]
    pub(crate) const fn end(&self, position: usize, count: usize) -> usize {
        if self.has_run_at(position) {
            let start = if count == 0 {
                position
            } else {
                round_up(position, self.alignment)
            };
            return position_after_all(start, count, self.size);
        }
        if count == 0 {
            return position;
        }
        // Most types are steady after the first or second element.
        let first = self.end_of_one(position);
        let next = self.lengths[phase(first)];
        if next.is_multiple_of(MAX_ALIGNMENT) {
            return position_after_all(first, count - 1, next);
        }
        advance(&self.lengths, position, count)
    }

    /// Minimum wire length of an element.
    pub(crate) const fn min_length(&self) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Member;
    use core::mem::offset_of;

    const U8: Shape = Shape::Scalar { size: 1 };
    const U32: Shape = Shape::Scalar { size: 4 };
    const F64: Shape = Shape::Scalar { size: 8 };

    const fn member(offset: usize, shape: Shape) -> Member {
        Member::of_shape(offset, shape)
    }

    fn prove(members: &'static [Member], size: usize) -> LayoutProof {
        LayoutProof::prove(Shape::Struct { members }, size).unwrap()
    }

    #[test]
    fn a_struct_of_one_kind_of_scalar_is_plain_everywhere() {
        let point = prove(const { &[member(0, F64), member(8, F64), member(16, F64)] }, 24);
        assert_eq!(point.run, [true; 8]);
        assert_eq!(
            core::array::from_fn(|at| point.lead(at)),
            [0, 7, 6, 5, 4, 3, 2, 1]
        );
        assert!(point.every_image);
        assert_eq!(point.end(4, 10_000), 8 + 240_000);
    }

    // {u32, u32, f64}: after a sequence length (4 mod 8) the f64 needs padding that memory does not have.
    #[test]
    fn a_wide_member_after_narrow_ones_is_plain_at_half_of_the_phases() {
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
    fn a_struct_with_a_skipped_member_is_not_plain() {
        let skipped = prove(const { &[member(0, U32)] }, 8);
        assert!(!skipped.any_image);
    }

    #[test]
    fn a_run_is_plain_at_every_phase_that_it_reaches() {
        let narrow = prove(const { &[member(0, U32), member(4, U32), member(8, U32)] }, 12);
        assert_eq!(narrow.run, [true; 8]);
        let packed = prove(const { &[member(0, F64), member(8, U32)] }, 12);
        assert!(packed.image[0], "one packed value is plain");
        assert!(!packed.any_run, "the second value needs padding");
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
        let proof = LayoutProof::prove(covariance, 8 << 40).unwrap();
        assert_eq!(proof.run, [true; 8]);
        assert_eq!(proof.lengths[4], 4 + (8 << 40));
    }

    #[test]
    fn a_filler_has_a_size_but_no_image() {
        let empty = LayoutProof::prove(Shape::Filler, 0).unwrap();
        assert!(!empty.any_image && !empty.every_image);
        assert_eq!(empty.end(3, 5), 8);
        let first = prove(const { &[member(0, Shape::Filler), member(0, F64)] }, 8);
        assert!(!first.any_image && first.alignment == 1);
        assert_eq!(core::array::from_fn(|at| first.lead(at)), [0; 8]);
    }

    #[test]
    fn offsets_come_from_the_compiler() {
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
