//! Copies of bytes in bulk. `plain` proves which values may be copied; this file decides how.
//!
//! The C library copies more than about 2 KiB with `rep movsb` if the processor reports that this is fast. On some AMD
//! processors it is much slower if the target is a few bytes after the source, modulo the size of a page
//! (glibc 2.36 is affected). The elements of a vector and the body of a message are often at such
//! addresses, because both are close to the start of a page. Short copies do not use `rep movsb`.

/// The length of a piece: shorter than the shortest copy with `rep movsb`, 2112 bytes.
const PIECE: usize = 2048;

/// From this length on, the C library copies with stores that bypass the caches. They are not affected.
const LONG: usize = 1 << 20;

const PAGE: usize = 4096;

/// The affected distances are below this.
const NEAR: usize = 64;

/// Copies `source` to `target`, which has the same length.
///
/// # Panics
/// If the lengths differ.
#[inline]
pub(crate) fn copy_bytes(target: &mut [u8], source: &[u8]) {
    match piece_len(target.as_ptr(), source) {
        None => target.copy_from_slice(source),
        Some(_) => copy_in_pieces(target, source),
    }
}

/// Returns the length of the pieces in which `source` should be copied to `target`; `None` for a single copy.
#[inline]
pub(crate) fn piece_len(target: *const u8, source: &[u8]) -> Option<usize> {
    let distance = target.addr().wrapping_sub(source.as_ptr().addr()) % PAGE;
    let is_slow = source.len() > PIECE && source.len() < LONG && distance.wrapping_sub(1) < NEAR - 1;
    is_slow.then_some(PIECE)
}

#[cold]
fn copy_in_pieces(target: &mut [u8], source: &[u8]) {
    assert_eq!(target.len(), source.len());
    for (target, source) in target.chunks_mut(PIECE).zip(source.chunks(PIECE)) {
        target.copy_from_slice(source);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn every_byte_arrives_at_every_distance() {
        let source: Vec<u8> = (0..10_000_u32).map(|number| (number % 251) as u8).collect();
        let mut room = alloc::vec![0; source.len() + 2 * PAGE];
        let start = source.as_ptr().addr().wrapping_sub(room.as_ptr().addr()) % PAGE;
        for len in [0, 1, PIECE, PIECE + 1, 2 * PIECE, 10_000] {
            for distance in 0..=NEAR {
                room.fill(0xaa);
                let target = &mut room[start + distance..][..len];
                let is_slow = piece_len(target.as_ptr(), &source[..len]).is_some();
                assert_eq!(is_slow, len > PIECE && (1..NEAR).contains(&distance));
                copy_bytes(target, &source[..len]);
                assert_eq!(*target, source[..len]);
                assert!(room[start + distance + len..].iter().all(|byte| *byte == 0xaa));
            }
        }
    }

    #[test]
    fn a_very_long_copy_is_not_divided() {
        let bytes = alloc::vec![0; LONG];
        let target = bytes.as_ptr().wrapping_add(PAGE + 4);
        assert_eq!(piece_len(target, &bytes), None);
        assert_eq!(piece_len(target, &bytes[1..]), Some(PIECE));
    }
}
