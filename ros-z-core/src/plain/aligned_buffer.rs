//! [`AlignedBuffer`]: the heap memory of a loan, aligned like shared memory.

use alloc::{vec, vec::Vec};

/// Zeroed bytes on the heap. Byte 4, the start of a message's body, is aligned to 8.
#[derive(Clone, Debug)]
pub struct AlignedBuffer {
    words: Vec<u64>,
    len: usize,
}

/// Offset of the first byte from a multiple of 8.
const SKEW: usize = 4;

impl AlignedBuffer {
    /// Creates a buffer of `len` bytes.
    #[must_use]
    pub fn new(len: usize) -> Self {
        Self {
            words: vec![0; len.saturating_add(SKEW).div_ceil(size_of::<u64>())],
            len,
        }
    }

    /// Shortens the buffer to `len` bytes.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }
}

impl AsRef<[u8]> for AlignedBuffer {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: the words are initialized and take `size_of_val` bytes; bytes have alignment 1.
        let bytes = unsafe {
            core::slice::from_raw_parts(self.words.as_ptr().cast::<u8>(), size_of_val(&*self.words))
        };
        &bytes[SKEW..SKEW + self.len]
    }
}

impl AsMut<[u8]> for AlignedBuffer {
    fn as_mut(&mut self) -> &mut [u8] {
        let size = size_of_val(&*self.words);
        // SAFETY: as in `as_ref`, borrowed mutably; any bytes are valid words.
        let bytes = unsafe { core::slice::from_raw_parts_mut(self.words.as_mut_ptr().cast::<u8>(), size) };
        &mut bytes[SKEW..SKEW + self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_of_a_heap_buffer_is_aligned() {
        for len in [0, 1, 4, 5, 12, 13, 1000] {
            let mut buffer = AlignedBuffer::new(len);
            assert_eq!(buffer.as_ref().len(), len);
            assert_eq!(buffer.as_mut().as_ptr().addr() % 8, 4);
        }
    }
}
