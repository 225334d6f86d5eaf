//! Buffers whose start moves through a page. The speed of a copy depends on the distance between source and target modulo
//! the size of a page: every contestant that writes to a slice gets all distances, and none of them by chance. Those that
//! write to a vector of their own do not.

/// The size of a page.
const PAGE: usize = 4096;

/// The step from one start to the next: a multiple of 16, like the addresses of allocations. The steps reach every multiple
/// of 16 in the page.
const STEP: usize = 16 * 21;

/// A buffer whose start moves.
pub struct Room {
    bytes: Vec<u8>,
    page: usize,
    shift: usize,
    len: usize,
}

impl Room {
    /// Allocates a buffer of `len` bytes.
    pub fn of(len: usize) -> Self {
        let bytes = vec![0; 2 * PAGE + len];
        let page = bytes.as_ptr().addr().wrapping_neg() % PAGE;
        Self {
            bytes,
            page,
            shift: 0,
            len,
        }
    }

    /// Returns the buffer, at its next start.
    pub fn next(&mut self) -> &mut [u8] {
        self.shift = (self.shift + STEP) % PAGE;
        &mut self.bytes[self.page + self.shift..][..self.len]
    }
}
