//! CDR alignment and padding. Writers, the reader and the layout proof call these functions; no other module
//! computes an offset by hand.

/// The largest alignment of a CDR primitive, in bytes (XCDR1, OMG DDS-XTypes 7.4.1).
///
/// A position modulo this number is its *phase*. The phase decides how much padding a value needs.
pub const MAX_ALIGNMENT: usize = 8;

/// Bytes of padding before a primitive of `alignment` bytes (1, 2, 4 or 8) at `position`.
pub(crate) const fn padding(position: usize, alignment: usize) -> usize {
    position.wrapping_neg() & (alignment - 1)
}

/// Position of a primitive of `alignment` bytes that is written at or after `position`, padding included.
pub(crate) const fn align_up(position: usize, alignment: usize) -> usize {
    position.saturating_add(padding(position, alignment))
}

/// Rounds up a position that is not near `usize::MAX`. The compiler knows the low bits of the result, and computes the
/// positions of the numbers after it at compile time.
pub(crate) const fn round_up(position: usize, alignment: usize) -> usize {
    position.wrapping_add(alignment - 1) & !(alignment - 1)
}

/// Phase of a position: its distance from the previous multiple of the largest alignment.
pub(crate) const fn phase(position: usize) -> usize {
    position % MAX_ALIGNMENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_reaches_the_next_multiple_and_no_further() {
        for alignment in [1, 2, 4, 8] {
            for position in 0..32 {
                let pad = padding(position, alignment);
                assert!(pad < alignment);
                assert_eq!((position + pad) % alignment, 0);
                assert_eq!(align_up(position, alignment), position + pad);
                assert_eq!(round_up(position, alignment), position + pad);
            }
        }
    }

    #[test]
    fn aligning_the_last_position_saturates() {
        assert_eq!(align_up(usize::MAX, 8), usize::MAX);
    }
}
