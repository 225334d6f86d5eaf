//! Checks short text: most strings of a message are a few ASCII characters, for which a library's UTF-8 check
//! costs more than the rest of the read. The length and the NUL of a string are the task of `reader`.

/// The bytes as a string, if all of them are ASCII and none is NUL.
#[inline]
pub(crate) fn ascii(bytes: &[u8]) -> Option<&str> {
    // SAFETY: every byte is ASCII, and any sequence of ASCII bytes is UTF-8
    // (<https://doc.rust-lang.org/1.88.0/std/primitive.str.html#invariant>).
    is_ascii_without_nul(bytes).then(|| unsafe { core::str::from_utf8_unchecked(bytes) })
}

/// The highest bit of each byte.
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// Returns whether no byte is 0 or has its highest bit set. Checks eight bytes at a time; the last eight may overlap
/// those before.
#[inline]
fn is_ascii_without_nul(bytes: &[u8]) -> bool {
    let high_bits = match (
        bytes.last_chunk::<8>(),
        bytes.first_chunk::<4>(),
        bytes.last_chunk::<4>(),
    ) {
        (Some(last), ..) => {
            let (words, _) = bytes.as_chunks::<8>();
            words
                .iter()
                .fold(suspects(u64::from_ne_bytes(*last)), |bits, word| {
                    bits | suspects(u64::from_ne_bytes(*word))
                })
        }
        (None, Some(first), Some(last)) => {
            let [first, last] = [first, last].map(|half| u64::from(u32::from_ne_bytes(*half)));
            suspects(first << 32 | last)
        }
        _ => bytes
            .iter()
            .fold(0, |bits, byte| bits | u64::from(byte.wrapping_sub(1) | byte)),
    };
    high_bits & HIGH == 0
}

/// Returns a word whose highest bits are all 0 only if the bytes of `word` are ASCII and not 0: subtracting 1
/// sets the highest bit of the lowest byte that is 0.
#[inline]
fn suspects(word: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    word | word.wrapping_sub(ONES)
}

/// Whether the first byte of `word` that is 0 has the index `len - 1`, and all before it are ASCII: a text of up to 7
/// characters and its NUL, with any bytes after it. `false` for any other `len`.
#[inline]
pub(crate) fn is_short_text(word: [u8; 8], len: usize) -> bool {
    let word = u64::from_le_bytes(word);
    // The lowest byte with its highest bit set here is the first that is 0 or not ASCII.
    let first = (suspects(word) & HIGH).trailing_zeros() as usize / 8;
    len.wrapping_sub(1) == first && first < 8 && word >> (8 * first) & 0xff == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_ends_at_its_nul() {
        for (word, len) in [
            (*b"hi\0junk!", 3),
            (*b"\0\0\0\0\0\0\0\0", 1),
            (*b"seventh\0", 8),
            (*b"hi\0\xff\xff\xff\xff\xff", 3),
        ] {
            for other in 0..20 {
                assert_eq!(is_short_text(word, other), other == len, "{word:?} {other}");
            }
        }
        for len in 0..20 {
            assert!(!is_short_text(*b"not done", len));
            assert!(!is_short_text(*b"\xc3\xa9\0\0\0\0\0\0", len));
        }
    }

    #[test]
    fn nul_and_non_ascii_bytes_are_found_at_every_index() {
        for length in 0..40 {
            for (right, wrong) in [(0x7f, 0x80), (1, 0), (0x7f, 0), (1, 0xff)] {
                let mut bytes = alloc::vec![right; length];
                assert!(ascii(&bytes).is_some_and(|text| text.as_bytes() == bytes));
                for index in 0..length {
                    bytes[index] = wrong;
                    assert_eq!(ascii(&bytes), None, "{index} of {length}");
                    bytes[index] = right;
                }
            }
        }
    }
}
