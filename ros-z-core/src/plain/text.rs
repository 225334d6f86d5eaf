//! Short text in place: most strings of a message are a few ASCII characters, for which a library's check costs
//! more than the rest of reading them. What lies around them on the wire is not known here.

/// The bytes as a string, if all of them are ASCII.
#[inline]
pub(crate) fn ascii(bytes: &[u8]) -> Option<&str> {
    // SAFETY: every byte is ASCII, and any sequence of those is UTF-8
    // (<https://doc.rust-lang.org/1.88.0/std/primitive.str.html#invariant>).
    is_ascii(bytes).then(|| unsafe { core::str::from_utf8_unchecked(bytes) })
}

/// Whether no byte has its highest bit set: eight at a time, the last eight wherever they begin.
#[inline]
fn is_ascii(bytes: &[u8]) -> bool {
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let high_bits = match (
        bytes.last_chunk::<8>(),
        bytes.first_chunk::<4>(),
        bytes.last_chunk::<4>(),
    ) {
        (Some(last), ..) => {
            let (words, _) = bytes.as_chunks::<8>();
            words.iter().fold(u64::from_ne_bytes(*last), |bits, word| {
                bits | u64::from_ne_bytes(*word)
            })
        }
        (None, Some(first), Some(last)) => u64::from(u32::from_ne_bytes(*first) | u32::from_ne_bytes(*last)),
        _ => u64::from(bytes.iter().fold(0, |bits, byte| bits | byte)),
    };
    high_bits & HIGH == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_is_not_ascii_is_found_at_every_place() {
        for length in 0..40 {
            let mut bytes = alloc::vec![0x7f; length];
            assert!(ascii(&bytes).is_some_and(|text| text.as_bytes() == bytes));
            for index in 0..length {
                bytes[index] = 0x80;
                assert_eq!(ascii(&bytes), None, "{index} of {length}");
                bytes[index] = 0;
            }
        }
    }
}
