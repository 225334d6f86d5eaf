//! The buffer of a loaned message. Slots of it belong to the message's fields and are filled in any order and
//! on any thread; the owner of the buffer writes the bytes between the slots. The module `in_place` reserves
//! the slots, `cdr_slice_mut` uses them.

use super::aligned_buffer::AlignedBuffer;
use alloc::{sync::Arc, vec::Vec};
use core::any::Any;
use core::fmt;
use core::ptr::NonNull;

/// Bytes, and the owner that keeps them valid. Without a type, the owner is an `Option`, from which it can be taken.
pub(super) struct Region<O: ?Sized = dyn Any + Send + Sync> {
    pub(super) start: NonNull<u8>,
    pub(super) len: usize,
    owner: O,
}

// SAFETY: the owner is `Send`. The bytes are accessed only through the single `LoanBuffer` and through the
// slots, and no two of these access the same byte: moving one to another thread moves its access with it.
unsafe impl<O: ?Sized + Send> Send for Region<O> {}
// SAFETY: a shared `Region` exposes only its length and its start.
unsafe impl<O: ?Sized + Sync> Sync for Region<O> {}

/// A buffer with its reserved slots.
pub struct LoanBuffer {
    pub(super) region: Arc<Region>,
    pub(super) slots: Slots,
}

/// Offset and length of each slot of a buffer, in order. Most messages have one, which needs no allocation.
#[derive(Debug, Default)]
pub(super) struct Slots {
    first: Option<(usize, usize)>,
    others: Vec<(usize, usize)>,
}

impl Slots {
    pub(super) fn get(&self, index: usize) -> Option<(usize, usize)> {
        match index.checked_sub(1) {
            None => self.first,
            Some(index) => self.others.get(index).copied(),
        }
    }

    fn last(&self) -> Option<(usize, usize)> {
        self.others.last().copied().or(self.first)
    }

    fn push(&mut self, slot: (usize, usize)) {
        if self.first.is_none() {
            self.first = Some(slot);
        } else {
            self.others.push(slot);
        }
    }
}

/// The owner of the bytes of a buffer without slots.
pub struct LoanOwner(Arc<Region>);

impl fmt::Debug for LoanOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoanOwner")
            .field("len", &self.0.len)
            .finish_non_exhaustive()
    }
}

impl LoanOwner {
    /// Takes the owner, if it is of this type.
    pub fn take<O: Any>(&mut self) -> Option<O> {
        let owner = &mut Arc::get_mut(&mut self.0)?.owner;
        owner.downcast_mut::<Option<O>>()?.take()
    }
}

/// A reserved part of a buffer, with exclusive access to its bytes.
pub struct Slot {
    pub(super) region: Arc<Region>,
    pub(super) offset: usize,
    pub(super) len: usize,
}

impl LoanBuffer {
    /// Takes over `len` bytes, for a message with its header.
    ///
    /// # Safety
    /// The bytes are initialized, and valid for reads and writes until `owner` is dropped, wherever it is
    /// moved. Until then, nothing in this process accesses them except through the result.
    #[must_use]
    pub unsafe fn new<O: Any + Send + Sync>(start: NonNull<u8>, len: usize, owner: O) -> Self {
        let owner = Some(owner);
        Self {
            region: Arc::new(Region { start, len, owner }),
            slots: Slots::default(),
        }
    }

    /// Takes over a buffer on the heap.
    #[must_use]
    pub fn on_heap(mut buffer: AlignedBuffer) -> Self {
        let bytes = buffer.as_mut();
        let (start, len) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        // SAFETY: the words of an `AlignedBuffer` are initialized. They are on the heap, so they do not move
        // with the buffer, and are freed when it is dropped. The buffer is moved into the owner, which no other
        // code can access.
        unsafe { Self::new(start, len, buffer) }
    }

    /// Reserves `len` bytes at `offset`. Returns `None` unless they start at or after the end of the last slot
    /// and end within the buffer.
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

    /// Whether the address of the byte at `offset` is a multiple of `align`.
    pub(crate) fn is_aligned(&self, offset: usize, align: usize) -> bool {
        self.region
            .start
            .addr()
            .get()
            .wrapping_add(offset)
            .is_multiple_of(align)
    }

    /// Number of slots that were not dropped.
    pub(crate) fn live_slots(&self) -> usize {
        Arc::strong_count(&self.region) - 1
    }

    /// Returns the owner of the bytes, if every slot was dropped.
    ///
    /// # Errors
    /// The unchanged buffer, if a slot exists.
    pub fn into_owner(mut self) -> Result<LoanOwner, Self> {
        if Arc::get_mut(&mut self.region).is_some() {
            Ok(LoanOwner(self.region))
        } else {
            Err(self)
        }
    }
}

#[cfg(test)]
impl LoanBuffer {
    pub(crate) fn len(&self) -> usize {
        self.region.len
    }

    /// The same buffer without its first byte, before any slot is reserved.
    pub(crate) fn without_first_byte(self) -> Self {
        let mut owner = self.into_owner().expect("no slot is reserved");
        let mut buffer = owner.take::<AlignedBuffer>().expect("heap memory");
        let bytes = &mut buffer.as_mut()[1..];
        let (start, len) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        // SAFETY: as in `on_heap`, with one byte less.
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
        // SAFETY: `LoanBuffer::reserve` has checked that the slot is within the bytes of the region.
        unsafe { self.region.start.add(self.offset) }
    }

    /// Releases the bytes after the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: the bytes are initialized and valid while the region exists, and `self` keeps it. Only this
        // slot accesses them, and the result borrows it.
        unsafe { core::slice::from_raw_parts(self.start().as_ptr(), self.len) }
    }

    /// The bytes, for writing.
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

/// A writer's answer to a sequence that requests a slot.
#[doc(hidden)]
#[derive(Debug)]
pub enum Reservation {
    /// The writer has no slots: write the elements now.
    Unsupported,
    /// The elements cannot be in place at this position: keep them elsewhere, and write them later.
    Refused,
    /// The slot for the elements.
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
        let mut owner = buffer.into_owner().expect("no slot is left");
        let buffer = owner.take::<AlignedBuffer>().expect("heap memory");
        buffer.as_ref().to_vec()
    }

    #[test]
    fn slots_are_disjoint_and_within_the_buffer() {
        let mut buffer = buffer(32);
        let first = buffer.reserve(4, 8).expect("free");
        assert!(buffer.reserve(11, 4).is_none(), "overlaps the first");
        assert!(buffer.reserve(0, 4).is_none(), "before the first");
        assert!(buffer.reserve(12, 21).is_none(), "too long");
        assert!(buffer.reserve(usize::MAX, 2).is_none());
        let second = buffer.reserve(12, 20).expect("free");
        assert_eq!((first.bytes().len(), second.bytes().len()), (8, 20));
    }

    #[test]
    fn the_writer_writes_between_the_slots() {
        let mut buffer = buffer(20);
        let mut slot = buffer.reserve(8, 8).expect("free");
        slot.bytes_mut().fill(7);
        let mut writer = buffer.writer().expect("enough bytes");
        writer.write_aligned([1, 2, 3, 4]).expect("enough bytes");
        assert!(writer.write_bytes(&[9]).is_err(), "the slot is reserved");
        assert_eq!(writer.skip_slot(&slot), Ok(true));
        writer.write_bytes(&[5; 4]).expect("enough bytes");
        assert!(writer.write_bytes(&[9]).is_err(), "the buffer ends");
        assert_eq!((writer.written(), writer.skipped()), (20, 1));
        let buffer = buffer.into_owner().expect_err("the slot exists");
        assert_eq!(buffer.live_slots(), 1);
        drop(slot);
        let expected = [0, 1, 0, 0, 1, 2, 3, 4, 7, 7, 7, 7, 7, 7, 7, 7, 5, 5, 5, 5];
        assert_eq!(bytes(buffer), expected);
    }

    #[test]
    fn released_bytes_of_a_slot_are_overwritten() {
        let mut buffer = buffer(16);
        let mut slot = buffer.reserve(4, 8).expect("free");
        slot.bytes_mut().fill(7);
        slot.truncate(3);
        let mut writer = buffer.writer().expect("enough bytes");
        assert_eq!(writer.skip_slot(&slot), Ok(true));
        writer.write_bytes(&[5; 4]).expect("enough bytes");
        assert_eq!(writer.written(), 11);
        assert_eq!(slot.bytes(), [7; 3]);
        drop(slot);
        assert_eq!(bytes(buffer)[4..11], [7, 7, 7, 5, 5, 5, 5]);
    }

    #[test]
    fn only_the_next_slot_of_the_same_buffer_is_skipped() {
        let mut buffer = buffer(20);
        let slot = buffer.reserve(8, 8).expect("free");
        let mut other = LoanBuffer::on_heap(AlignedBuffer::new(20));
        let foreign = other.reserve(4, 8).expect("free");
        let mut writer = buffer.writer().expect("enough bytes");
        assert!(writer.skip_slot(&slot).is_err(), "the slot comes later");
        assert!(
            writer.skip_slot(&foreign).is_err(),
            "the slot is in another buffer"
        );
    }

    #[test]
    fn slots_are_filled_on_any_thread() {
        let mut buffer = buffer(4 + 4 * 100);
        let slots: Vec<_> = (0..4)
            .map(|n| buffer.reserve(4 + n * 100, 100).expect("free"))
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
