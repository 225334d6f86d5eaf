//! Segments of types of fixed size whose memory is not their wire image, because the compiler reordered them or
//! they have padding. Finds, at compile time, the few parts that are contiguous on both sides; `plain` copies
//! them.

use crate::align::align_up;
use crate::shape::Shape;

/// Bytes that are contiguous in memory and on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Start in memory.
    pub(crate) offset: usize,
    /// Start on the wire, relative to the value.
    pub(crate) wire: usize,
    /// Length in bytes.
    pub(crate) len: usize,
}

/// The maximum number of segments; with more, copying them is not faster.
pub(crate) const MAX_SEGMENTS: usize = 8;

/// Arrays of structs longer than this are not searched.
const MAX_ARRAY: usize = 16;

/// All segments of a type at one start phase, in wire order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segments {
    list: [Segment; MAX_SEGMENTS],
    count: usize,
    /// Length on the wire, with the leading padding.
    pub(crate) size: usize,
    /// Whether the segments leave gaps on the wire, which are zero.
    pub(crate) has_gaps: bool,
}

impl Segments {
    /// Finds the segments of a type of this shape that starts at phase `start`; `None` if there are too many,
    /// or if the size is not fixed.
    pub(crate) const fn find(shape: &Shape, start: usize) -> Option<Self> {
        let none = Segment {
            offset: 0,
            wire: 0,
            len: 0,
        };
        let empty = Self {
            list: [none; MAX_SEGMENTS],
            count: 0,
            size: 0,
            has_gaps: false,
        };
        match collect(shape, 0, start, empty) {
            Some(mut found) => {
                let mut covered = 0;
                let mut index = 0;
                while index < found.count {
                    covered += found.list[index].len;
                    index += 1;
                }
                found.has_gaps = covered < found.size;
                Some(found)
            }
            None => None,
        }
    }

    /// The segment at `index`, if it exists.
    pub(crate) const fn get(&self, index: usize) -> Option<Segment> {
        if index < self.count {
            Some(self.list[index])
        } else {
            None
        }
    }

    /// Whether all segments are within `memory` bytes of memory and `wire` bytes of the wire.
    pub(crate) const fn fit(&self, memory: usize, wire: usize) -> bool {
        let mut index = 0;
        while index < self.count {
            let Segment {
                offset,
                wire: start,
                len,
            } = self.list[index];
            if offset + len > memory || start + len > wire {
                return false;
            }
            index += 1;
        }
        true
    }

    /// The same segments in memory order.
    pub(crate) const fn by_offset(mut self) -> Self {
        let mut sorted = 1;
        while sorted < self.count {
            let mut index = sorted;
            while index > 0 && self.list[index].offset < self.list[index - 1].offset {
                let segment = self.list[index];
                self.list[index] = self.list[index - 1];
                self.list[index - 1] = segment;
                index -= 1;
            }
            sorted += 1;
        }
        self
    }

    const fn push(mut self, segment: Segment) -> Option<Self> {
        if self.count > 0 {
            let last = &mut self.list[self.count - 1];
            if last.offset + last.len == segment.offset && last.wire + last.len == segment.wire {
                last.len += segment.len;
                return Some(self);
            }
        }
        if self.count == MAX_SEGMENTS {
            return None;
        }
        self.list[self.count] = segment;
        self.count += 1;
        Some(self)
    }
}

/// Appends the segments of `shape`, which is at `offset` in memory.
const fn collect(shape: &Shape, offset: usize, start: usize, mut found: Segments) -> Option<Segments> {
    match *shape {
        Shape::Opaque | Shape::Shareable => None,
        Shape::Filler => {
            found.size += 1;
            Some(found)
        }
        Shape::Scalar { size } => scalars(size, 1, offset, start, found),
        Shape::Array {
            element: &Shape::Scalar { size },
            element_size,
            len,
        } if element_size == size => scalars(size, len, offset, start, found),
        Shape::Array { len, .. } if len > MAX_ARRAY => None,
        Shape::Array {
            element,
            element_size,
            len,
        } => {
            let mut index = 0;
            while index < len {
                match collect(element, offset + index * element_size, start, found) {
                    Some(more) => found = more,
                    None => return None,
                }
                index += 1;
            }
            Some(found)
        }
        Shape::Struct { members } => {
            let mut index = 0;
            while index < members.len() {
                match collect(
                    &members[index].shape,
                    offset + members[index].offset,
                    start,
                    found,
                ) {
                    Some(more) => found = more,
                    None => return None,
                }
                index += 1;
            }
            Some(found)
        }
    }
}

/// Appends `count` scalars in a row.
const fn scalars(
    size: usize,
    count: usize,
    offset: usize,
    start: usize,
    mut found: Segments,
) -> Option<Segments> {
    if count == 0 {
        return Some(found);
    }
    let wire = align_up(start + found.size, size) - start;
    found.size = wire + size * count;
    found.push(Segment {
        offset,
        wire,
        len: size * count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Member;

    const F64: Shape = Shape::Scalar { size: 8 };
    const U32: Shape = Shape::Scalar { size: 4 };

    fn all(segments: &Segments) -> alloc::vec::Vec<(usize, usize, usize)> {
        (0..)
            .map_while(|index| segments.get(index))
            .map(|s| (s.offset, s.wire, s.len))
            .collect()
    }

    #[test]
    fn members_in_another_order_are_segments() {
        const POINT: Shape = Shape::Struct {
            members: &[
                Member::of_shape(0, F64),
                Member::of_shape(8, F64),
                Member::of_shape(16, F64),
            ],
        };
        const ROTATION: Shape = Shape::Array {
            element: &F64,
            element_size: 8,
            len: 4,
        };
        const POSE: Shape = Shape::Struct {
            members: &[Member::of_shape(32, POINT), Member::of_shape(0, ROTATION)],
        };
        let segments = Segments::find(&POSE, 0).unwrap();
        assert_eq!(all(&segments), [(32, 0, 24), (0, 24, 32)]);
        assert_eq!((segments.size, segments.has_gaps), (56, false));
        assert!(segments.fit(56, 56) && !segments.fit(55, 56) && !segments.fit(56, 55));
        assert_eq!(all(&segments.by_offset()), [(0, 24, 32), (32, 0, 24)]);
    }

    #[test]
    fn padding_on_the_wire_is_a_gap() {
        const UNEVEN: Shape = Shape::Struct {
            members: &[Member::of_shape(0, F64), Member::of_shape(8, U32)],
        };
        let segments = Segments::find(&UNEVEN, 4).unwrap();
        assert_eq!(all(&segments), [(0, 4, 12)]);
        assert_eq!((segments.size, segments.has_gaps), (16, true));
    }

    #[test]
    fn a_type_with_too_many_parts_has_no_segments() {
        const UNEVEN: Shape = Shape::Struct {
            members: &[Member::of_shape(0, F64), Member::of_shape(8, U32)],
        };
        const MANY: Shape = Shape::Array {
            element: &UNEVEN,
            element_size: 16,
            len: 9,
        };
        assert!(Segments::find(&MANY, 0).is_none());
        assert!(Segments::find(&Shape::Opaque, 0).is_none());
    }
}
