//! A buffer that a message is built in by several hands: slots of it belong to their owners, who fill them in
//! any order and on any thread; what is between them is written by who holds the buffer. What is put where
//! is decided in `layout`, what the slots are for in `cdr_slice_mut`.

use super::aligned_buffer::AlignedBuffer;
use alloc::{boxed::Box, sync::Arc, vec::Vec};
use core::any::Any;
use core::fmt;
use core::ptr::NonNull;

/// Bytes, and what keeps them.
pub(super) struct Region {
    pub(super) start: NonNull<u8>,
    pub(super) len: usize,
    owner: Box<dyn Any + Send + Sync>,
}

// SAFETY: the owner is `Send`, and the bytes are reached only through the one `LoanBuffer` and the slots, of
// which each has bytes of its own: who sends one away sends the access with it.
unsafe impl Send for Region {}
// SAFETY: a shared `Region` gives access to nothing but its length and start.
unsafe impl Sync for Region {}

/// A buffer, and which slots of it were given away.
pub struct LoanBuffer {
    pub(super) region: Arc<Region>,
    /// Offset and length of each slot, in order.
    pub(super) slots: Vec<(usize, usize)>,
}

/// A slot of a buffer. Its bytes are nobody else's.
pub struct Slot {
    pub(super) region: Arc<Region>,
    pub(super) offset: usize,
    pub(super) len: usize,
}

impl LoanBuffer {
    /// Takes over `len` bytes, for a message with its header.
    ///
    /// # Safety
    /// The bytes are initialized, and valid for reads and writes for as long as `owner` is not dropped, wherever
    /// it is moved. Nothing in this process accesses them otherwise than through the result until then.
    #[must_use]
    pub unsafe fn new(start: NonNull<u8>, len: usize, owner: Box<dyn Any + Send + Sync>) -> Self {
        Self {
            region: Arc::new(Region { start, len, owner }),
            slots: Vec::new(),
        }
    }

    /// Takes a buffer of the heap.
    #[must_use]
    pub fn on_heap(mut buffer: AlignedBuffer) -> Self {
        let bytes = buffer.as_mut();
        let (start, len) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        // SAFETY: the words of an `AlignedBuffer` are initialized, are on the heap and so do not move with it,
        // and are freed when it is dropped; it is moved into the owner, where nobody reaches it.
        unsafe { Self::new(start, len, Box::new(buffer)) }
    }

    /// Gives away the bytes from `offset` on; `None` if they are not all behind the last slot and
    /// within the buffer.
    pub(crate) fn reserve(&mut self, offset: usize, len: usize) -> Option<Slot> {
        let end = offset.checked_add(len)?;
        let last = self.slots.last().map_or(0, |(offset, len)| offset + len);
        if offset < last || end > self.region.len {
            return None;
        }
        self.slots.push((offset, len));
        Some(Slot {
            region: self.region.clone(),
            offset,
            len,
        })
    }

    /// Whether the byte at `offset` lies at a multiple of `align`.
    pub(crate) fn is_aligned(&self, offset: usize, align: usize) -> bool {
        self.region
            .start
            .addr()
            .get()
            .wrapping_add(offset)
            .is_multiple_of(align)
    }

    /// How many slots are there still.
    pub(crate) fn live_slots(&self) -> usize {
        Arc::strong_count(&self.region) - 1
    }

    /// What was taken over, if no slot is left.
    ///
    /// # Errors
    /// The buffer as it was, if a slot is left.
    pub fn into_owner(self) -> Result<Box<dyn Any + Send + Sync>, Self> {
        let Self { region, slots } = self;
        match Arc::try_unwrap(region) {
            Ok(region) => Ok(region.owner),
            Err(region) => Err(Self { region, slots }),
        }
    }
}

#[cfg(test)]
impl LoanBuffer {
    pub(crate) fn len(&self) -> usize {
        self.region.len
    }

    /// The same without its first byte, before anything was given away.
    pub(crate) fn without_first_byte(self) -> Self {
        let owner = self.into_owner().expect("nothing was given away");
        let mut buffer = owner.downcast::<AlignedBuffer>().expect("it is of the heap");
        let bytes = &mut (*buffer).as_mut()[1..];
        let (start, len) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        // SAFETY: as in `on_heap`, of fewer bytes.
        unsafe { Self::new(start, len, buffer) }
    }
}

impl fmt::Debug for LoanBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoanBuffer")
            .field("len", &self.region.len)
            .field("slots", &self.slots)
            .finish_non_exhaustive()
    }
}

impl Slot {
    fn start(&self) -> NonNull<u8> {
        // SAFETY: `LoanBuffer::reserve` has checked that the slot is within the bytes that the region keeps.
        unsafe { self.region.start.add(self.offset) }
    }

    /// Gives back the bytes behind the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: the bytes are initialized and valid while the region is kept, which `self` does; they are
        // this slot's alone, and borrowed with it.
        unsafe { core::slice::from_raw_parts(self.start().as_ptr(), self.len) }
    }

    /// The bytes, to be written.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as in `bytes`; the slot is borrowed mutably.
        unsafe { core::slice::from_raw_parts_mut(self.start().as_ptr(), self.len) }
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot")
            .field("offset", &self.offset)
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}

/// What a writer says to a sequence whose elements are to be written where they lie.
#[doc(hidden)]
#[derive(Debug)]
pub enum Reservation {
    /// Nothing is built in place here: the elements are to be written now.
    Unsupported,
    /// The elements cannot lie where they would have to: they are to be kept elsewhere, and written later.
    Refused,
    /// The room that is theirs.
    Reserved(Slot),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writer::CdrWriter;

    fn buffer(len: usize) -> LoanBuffer {
        LoanBuffer::on_heap(AlignedBuffer::new(len))
    }

    fn bytes(buffer: LoanBuffer) -> Vec<u8> {
        let owner = buffer.into_owner().expect("no slot is left");
        let buffer = owner.downcast::<AlignedBuffer>().expect("it is of the heap");
        (*buffer).as_ref().to_vec()
    }

    #[test]
    fn pieces_do_not_overlap_and_are_within() {
        let mut buffer = buffer(32);
        let first = buffer.reserve(4, 8).expect("it is free");
        assert!(buffer.reserve(11, 4).is_none(), "it overlaps the first");
        assert!(buffer.reserve(0, 4).is_none(), "it is before the first");
        assert!(buffer.reserve(12, 21).is_none(), "it is too long");
        assert!(buffer.reserve(usize::MAX, 2).is_none());
        let second = buffer.reserve(12, 20).expect("it is free");
        assert_eq!((first.bytes().len(), second.bytes().len()), (8, 20));
    }

    #[test]
    fn the_writer_writes_around_the_pieces() {
        let mut buffer = buffer(20);
        let mut slot = buffer.reserve(8, 8).expect("it is free");
        slot.bytes_mut().fill(7);
        let mut writer = buffer.writer().expect("there is room");
        writer.write_aligned([1, 2, 3, 4]).expect("there is room");
        assert!(writer.write_bytes(&[9]).is_err(), "the slot is nobody else's");
        assert_eq!(writer.skip_slot(&slot), Ok(true));
        writer.write_bytes(&[5; 4]).expect("there is room");
        assert!(writer.write_bytes(&[9]).is_err(), "the buffer ends");
        assert_eq!((writer.written(), writer.skipped()), (20, 1));
        let buffer = buffer.into_owner().expect_err("the slot is there still");
        assert_eq!(buffer.live_slots(), 1);
        drop(slot);
        let expected = [0, 1, 0, 0, 1, 2, 3, 4, 7, 7, 7, 7, 7, 7, 7, 7, 5, 5, 5, 5];
        assert_eq!(bytes(buffer), expected);
    }

    #[test]
    fn what_is_given_back_of_a_piece_is_written_with_what_follows() {
        let mut buffer = buffer(16);
        let mut slot = buffer.reserve(4, 8).expect("it is free");
        slot.bytes_mut().fill(7);
        slot.truncate(3);
        let mut writer = buffer.writer().expect("there is room");
        assert_eq!(writer.skip_slot(&slot), Ok(true));
        writer.write_bytes(&[5; 4]).expect("there is room");
        assert_eq!(writer.written(), 11);
        assert_eq!(slot.bytes(), [7; 3]);
        drop(slot);
        assert_eq!(bytes(buffer)[4..11], [7, 7, 7, 5, 5, 5, 5]);
    }

    #[test]
    fn a_piece_that_is_elsewhere_is_not_passed_over() {
        let mut buffer = buffer(20);
        let slot = buffer.reserve(8, 8).expect("it is free");
        let mut other = LoanBuffer::on_heap(AlignedBuffer::new(20));
        let stranger = other.reserve(4, 8).expect("it is free");
        let mut writer = buffer.writer().expect("there is room");
        assert!(writer.skip_slot(&slot).is_err(), "it comes later");
        assert!(writer.skip_slot(&stranger).is_err(), "it is of another buffer");
    }

    #[test]
    fn pieces_are_filled_on_any_thread() {
        let mut buffer = buffer(4 + 4 * 100);
        let slots: Vec<_> = (0..4)
            .map(|n| buffer.reserve(4 + n * 100, 100).expect("it is free"))
            .collect();
        std::thread::scope(|scope| {
            for (n, mut slot) in (1..).zip(slots) {
                scope.spawn(move || slot.bytes_mut().fill(n));
            }
        });
        let bytes = bytes(buffer);
        for (n, slot) in (1..).zip(bytes[4..].chunks(100)) {
            assert!(slot.iter().all(|byte| *byte == n));
        }
    }
}
