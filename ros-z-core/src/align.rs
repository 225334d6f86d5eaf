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

/// A position that is beyond the end of every message, and far enough below `usize::MAX` to add the numbers of a struct.
const BEYOND: usize = usize::MAX / 4 * 3;

/// Position after `len` more bytes. If the sum overflows, it is [`BEYOND`] any message, so that numbers need no check.
#[inline]
pub(crate) const fn position_after(position: usize, len: usize) -> usize {
    match position.checked_add(len) {
        Some(end) => end,
        None => BEYOND,
    }
}

/// Position after `count` elements of `size` bytes without padding between them.
#[inline]
pub(crate) const fn position_after_all(position: usize, count: usize, size: usize) -> usize {
    match count.checked_mul(size) {
        Some(len) => position_after(position, len),
        None => BEYOND,
    }
}

/// Rounds up a position that is not near `usize::MAX`. The compiler knows the low bits of the result, and computes the
/// positions of the numbers after it at compile time.
pub(crate) const fn round_up(position: usize, alignment: usize) -> usize {
    (position.wrapping_sub(1) | (alignment - 1)).wrapping_add(1)
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
    fn a_sum_that_overflows_is_beyond_every_message() {
        assert_eq!(position_after(7, 5), 12);
        assert_eq!(position_after_all(7, 5, 3), 22);
        let far = position_after(usize::MAX - 3, 4);
        assert!(far > isize::MAX as usize && far < usize::MAX / 8 * 7);
        assert_eq!(position_after_all(0, usize::MAX, 2), far);
        assert_eq!(position_after(far, far), far);
    }

    #[test]
    fn aligning_the_last_position_saturates() {
        assert_eq!(align_up(usize::MAX, 8), usize::MAX);
    }
}
