//! The bytes that values of a fixed size take on the wire, from each phase. Used to reach an element or a later
//! field without visiting the values before it.

use crate::align::{MAX_ALIGNMENT, align_up, phase};

/// Sizes of a type whose messages all have the same fields on the wire: the bytes after a position of each phase,
/// padding included.
pub(super) type Sizes = [usize; MAX_ALIGNMENT];

/// The wire size of one element of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Extent<'a> {
    /// A number or `bool`.
    Primitive(usize),
    /// A message without sequences and strings.
    Fixed(&'a Sizes),
    /// A string, or a message with a sequence or a string.
    Variable,
}

impl Extent<'_> {
    /// Position after `count` elements in a row that start at or after `position`; `None` if the size varies.
    pub(super) fn advance(self, position: usize, count: usize) -> Option<usize> {
        match self {
            _ if count == 0 => Some(position),
            Self::Primitive(size) => {
                Some(align_up(position, size).saturating_add(size.saturating_mul(count)))
            }
            Self::Fixed(sizes) => Some(advance_fixed(sizes, position, count)),
            Self::Variable => None,
        }
    }
}

/// The phases of the elements repeat after at most eight of them, and so do their sizes.
fn advance_fixed(sizes: &Sizes, start: usize, count: usize) -> usize {
    let mut seen = [None; MAX_ALIGNMENT];
    let mut position = start;
    let mut done = 0;
    while done < count {
        let at = phase(position);
        if let Some((before, position_before)) = seen[at] {
            let (cycle, bytes): (usize, usize) = (done - before, position - position_before);
            let cycles = (count - done) / cycle;
            position = position.saturating_add(bytes.saturating_mul(cycles));
            done += cycle * cycles;
            seen = [None; MAX_ALIGNMENT];
            if done == count {
                break;
            }
        }
        seen[phase(position)] = Some((done, position));
        position = position.saturating_add(sizes[phase(position)]);
        done += 1;
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_elements_are_skipped_as_if_one_by_one() {
        // {u8}, {u32, u8}, {f64, u16}, {u8, u16, u32}: sizes by phase, computed by hand.
        let sizes_of = |members: &[usize]| {
            core::array::from_fn(|start| {
                let end = members.iter().fold(start, |at, &size| align_up(at, size) + size);
                end - start
            })
        };
        for members in [&[1][..], &[4, 1], &[8, 2], &[1, 2, 4], &[2, 1, 1, 1]] {
            let sizes: Sizes = sizes_of(members);
            for start in 0..9 {
                let mut expected = start;
                for count in 0..40 {
                    assert_eq!(
                        Extent::Fixed(&sizes).advance(start, count),
                        Some(expected),
                        "{members:?} from {start}, {count} times"
                    );
                    expected += sizes[phase(expected)];
                }
            }
        }
    }

    #[test]
    fn absurd_counts_saturate() {
        let sizes: Sizes = [usize::MAX / 2; 8];
        assert_eq!(Extent::Fixed(&sizes).advance(0, 1000), Some(usize::MAX));
        assert_eq!(Extent::Primitive(8).advance(4, usize::MAX), Some(usize::MAX));
    }
}
