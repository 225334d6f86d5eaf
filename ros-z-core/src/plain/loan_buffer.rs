//! A buffer that a message is built in by several hands: pieces of it belong to their owners, who fill them in
//! any order and on any thread; what is between them is written by who holds the buffer. What is put where
//! is decided in `layout`, what the pieces are for in `cdr_slice_mut`.

use alloc::{boxed::Box, sync::Arc, vec, vec::Vec};
use core::any::Any;
use core::fmt;
use core::ptr::NonNull;

/// Bytes, and what keeps them.
pub(super) struct Ground {
    pub(super) start: NonNull<u8>,
    pub(super) len: usize,
    keeper: Box<dyn Any + Send + Sync>,
}

// SAFETY: the keeper is `Send`, and the bytes are reached only through the one `Carving` and the pieces, of
// which each has bytes of its own: who sends one away sends the access with it.
unsafe impl Send for Ground {}
// SAFETY: a shared `Ground` gives access to nothing but its length and start.
unsafe impl Sync for Ground {}

/// A buffer, and which pieces of it were given away.
pub struct Carving {
    pub(super) ground: Arc<Ground>,
    /// Offset and length of each piece, in order.
    pub(super) pieces: Vec<(usize, usize)>,
}

/// A piece of a buffer. Its bytes are nobody else's.
pub struct Piece {
    pub(super) ground: Arc<Ground>,
    pub(super) offset: usize,
    pub(super) len: usize,
}

impl Carving {
    /// Takes over `len` bytes, for a message with its header.
    ///
    /// # Safety
    /// The bytes are initialized, and valid for reads and writes for as long as `keeper` is not dropped, wherever
    /// it is moved. Nothing in this process accesses them otherwise than through the result until then.
    #[must_use]
    pub unsafe fn new(start: NonNull<u8>, len: usize, keeper: Box<dyn Any + Send + Sync>) -> Self {
        Self {
            ground: Arc::new(Ground { start, len, keeper }),
            pieces: Vec::new(),
        }
    }

    /// Takes a buffer of the heap.
    #[must_use]
    pub fn of_heap(mut buffer: AlignedBuffer) -> Self {
        let bytes = buffer.as_mut();
        let (start, len) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        // SAFETY: the words of an `AlignedBuffer` are initialized, are on the heap and so do not move with it,
        // and are freed when it is dropped; it is moved into the keeper, where nobody reaches it.
        unsafe { Self::new(start, len, Box::new(buffer)) }
    }

    /// Gives away the bytes from `offset` on; `None` if they are not all behind the last piece and
    /// within the buffer.
    pub(crate) fn piece(&mut self, offset: usize, len: usize) -> Option<Piece> {
        let end = offset.checked_add(len)?;
        let last = self.pieces.last().map_or(0, |(offset, len)| offset + len);
        if offset < last || end > self.ground.len {
            return None;
        }
        self.pieces.push((offset, len));
        Some(Piece {
            ground: self.ground.clone(),
            offset,
            len,
        })
    }

    /// Whether the byte at `offset` lies at a multiple of `align`.
    pub(crate) fn is_aligned(&self, offset: usize, align: usize) -> bool {
        self.ground
            .start
            .addr()
            .get()
            .wrapping_add(offset)
            .is_multiple_of(align)
    }

    /// How many pieces are there still.
    pub(crate) fn pieces_left(&self) -> usize {
        Arc::strong_count(&self.ground) - 1
    }

    /// What was taken over, if no piece is left.
    ///
    /// # Errors
    /// The carving as it was, if a piece is left.
    pub fn finish(self) -> Result<Box<dyn Any + Send + Sync>, Self> {
        let Self { ground, pieces } = self;
        match Arc::try_unwrap(ground) {
            Ok(ground) => Ok(ground.keeper),
            Err(ground) => Err(Self { ground, pieces }),
        }
    }
}

#[cfg(test)]
impl Carving {
    pub(crate) fn len(&self) -> usize {
        self.ground.len
    }

    /// The same without its first byte, before anything was given away.
    pub(crate) fn behind_first(self) -> Self {
        let keeper = self.finish().expect("nothing was given away");
        let mut buffer = keeper.downcast::<AlignedBuffer>().expect("it is of the heap");
        let bytes = &mut (*buffer).as_mut()[1..];
        let (start, len) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        // SAFETY: as in `of_heap`, of fewer bytes.
        unsafe { Self::new(start, len, buffer) }
    }
}

impl fmt::Debug for Carving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carving")
            .field("len", &self.ground.len)
            .field("pieces", &self.pieces)
            .finish_non_exhaustive()
    }
}

impl Piece {
    fn start(&self) -> NonNull<u8> {
        // SAFETY: `Carving::piece` has checked that the piece is within the bytes that the ground keeps.
        unsafe { self.ground.start.add(self.offset) }
    }

    /// Gives back the bytes behind the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: the bytes are initialized and valid while the ground is kept, which `self` does; they are
        // this piece's alone, and borrowed with it.
        unsafe { core::slice::from_raw_parts(self.start().as_ptr(), self.len) }
    }

    /// The bytes, to be written.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as in `bytes`; the piece is borrowed mutably.
        unsafe { core::slice::from_raw_parts_mut(self.start().as_ptr(), self.len) }
    }
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Piece")
            .field("offset", &self.offset)
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}

/// What a writer says to a sequence whose elements are to be written where they lie.
#[doc(hidden)]
#[derive(Debug)]
pub enum Room {
    /// Nothing is built in place here: the elements are to be written now.
    None,
    /// The elements cannot lie where they would have to: they are to be kept elsewhere, and written later.
    Elsewhere,
    /// The room that is theirs.
    Here(Piece),
}

/// Zeroed bytes on the heap, of which byte 4, where the body of a message starts, is aligned to 8.
#[derive(Clone, Debug)]
pub struct AlignedBuffer {
    words: Vec<u64>,
    len: usize,
}

/// How far behind a multiple of 8 the bytes start.
const SKEW: usize = 4;

impl AlignedBuffer {
    /// A buffer of `len` bytes.
    #[must_use]
    pub fn new(len: usize) -> Self {
        Self {
            words: vec![0; len.saturating_add(SKEW).div_ceil(size_of::<u64>())],
            len,
        }
    }

    /// Forgets the bytes behind the first `len`.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }
}

impl AsRef<[u8]> for AlignedBuffer {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: the words are initialized, and are as many bytes as 8 times their number; bytes need no alignment.
        let bytes = unsafe {
            core::slice::from_raw_parts(self.words.as_ptr().cast::<u8>(), size_of_val(&*self.words))
        };
        &bytes[SKEW..SKEW + self.len]
    }
}

impl AsMut<[u8]> for AlignedBuffer {
    fn as_mut(&mut self) -> &mut [u8] {
        let size = size_of_val(&*self.words);
        // SAFETY: as in `as_ref`, borrowed mutably; any bytes are words.
        let bytes = unsafe { core::slice::from_raw_parts_mut(self.words.as_mut_ptr().cast::<u8>(), size) };
        &mut bytes[SKEW..SKEW + self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writer::CdrWriter;

    fn carving(len: usize) -> Carving {
        Carving::of_heap(AlignedBuffer::new(len))
    }

    fn bytes(carving: Carving) -> Vec<u8> {
        let keeper = carving.finish().expect("no piece is left");
        let buffer = keeper.downcast::<AlignedBuffer>().expect("it is of the heap");
        (*buffer).as_ref().to_vec()
    }

    #[test]
    fn the_body_of_a_heap_buffer_is_aligned() {
        for len in [0, 1, 4, 5, 12, 13, 1000] {
            let mut buffer = AlignedBuffer::new(len);
            assert_eq!(buffer.as_ref().len(), len);
            assert_eq!(buffer.as_mut().as_ptr().addr() % 8, 4);
        }
    }

    #[test]
    fn pieces_do_not_overlap_and_are_within() {
        let mut carving = carving(32);
        let first = carving.piece(4, 8).expect("it is free");
        assert!(carving.piece(11, 4).is_none(), "it overlaps the first");
        assert!(carving.piece(0, 4).is_none(), "it is before the first");
        assert!(carving.piece(12, 21).is_none(), "it is too long");
        assert!(carving.piece(usize::MAX, 2).is_none());
        let second = carving.piece(12, 20).expect("it is free");
        assert_eq!((first.bytes().len(), second.bytes().len()), (8, 20));
    }

    #[test]
    fn the_writer_writes_around_the_pieces() {
        let mut carving = carving(20);
        let mut piece = carving.piece(8, 8).expect("it is free");
        piece.bytes_mut().fill(7);
        let mut writer = carving.writer().expect("there is room");
        writer.write_aligned([1, 2, 3, 4]).expect("there is room");
        assert!(writer.write_bytes(&[9]).is_err(), "the piece is nobody else's");
        assert_eq!(writer.pass_over(&piece), Ok(true));
        writer.write_bytes(&[5; 4]).expect("there is room");
        assert!(writer.write_bytes(&[9]).is_err(), "the buffer ends");
        assert_eq!((writer.written(), writer.passed()), (20, 1));
        let carving = carving.finish().expect_err("the piece is there still");
        assert_eq!(carving.pieces_left(), 1);
        drop(piece);
        let expected = [0, 1, 0, 0, 1, 2, 3, 4, 7, 7, 7, 7, 7, 7, 7, 7, 5, 5, 5, 5];
        assert_eq!(bytes(carving), expected);
    }

    #[test]
    fn what_is_given_back_of_a_piece_is_written_with_what_follows() {
        let mut carving = carving(16);
        let mut piece = carving.piece(4, 8).expect("it is free");
        piece.bytes_mut().fill(7);
        piece.truncate(3);
        let mut writer = carving.writer().expect("there is room");
        assert_eq!(writer.pass_over(&piece), Ok(true));
        writer.write_bytes(&[5; 4]).expect("there is room");
        assert_eq!(writer.written(), 11);
        assert_eq!(piece.bytes(), [7; 3]);
        drop(piece);
        assert_eq!(bytes(carving)[4..11], [7, 7, 7, 5, 5, 5, 5]);
    }

    #[test]
    fn a_piece_that_is_elsewhere_is_not_passed_over() {
        let mut carving = carving(20);
        let piece = carving.piece(8, 8).expect("it is free");
        let mut other = Carving::of_heap(AlignedBuffer::new(20));
        let stranger = other.piece(4, 8).expect("it is free");
        let mut writer = carving.writer().expect("there is room");
        assert!(writer.pass_over(&piece).is_err(), "it comes later");
        assert!(writer.pass_over(&stranger).is_err(), "it is of another buffer");
    }

    #[test]
    fn pieces_are_filled_on_any_thread() {
        let mut carving = carving(4 + 4 * 100);
        let pieces: Vec<_> = (0..4)
            .map(|n| carving.piece(4 + n * 100, 100).expect("it is free"))
            .collect();
        std::thread::scope(|scope| {
            for (n, mut piece) in (1..).zip(pieces) {
                scope.spawn(move || piece.bytes_mut().fill(n));
            }
        });
        let bytes = bytes(carving);
        for (n, piece) in (1..).zip(bytes[4..].chunks(100)) {
            assert!(piece.iter().all(|byte| *byte == n));
        }
    }
}
