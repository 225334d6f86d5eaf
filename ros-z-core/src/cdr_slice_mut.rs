//! [`CdrSliceMut`]: a sequence of fixed-size elements that is filled directly in the memory of its message.

use crate::elements;
use crate::error::{DeserializeError, SerializeError};
use crate::layout_proof::LayoutProof;
use crate::plain::loan_buffer::{Reservation, Slot};
use crate::plain::{self, HOST_IS_WIRE};
use crate::reader::CdrReader;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use alloc::{boxed::Box, vec::Vec};
use core::cell::OnceCell;
use core::fmt;
use core::ops::{Deref, DerefMut};

/// A sequence with a reserved length that is filled in place.
///
/// In a loaned message (`loan`), the elements are in the memory that is sent: a driver or a decoder writes them
/// there, and nothing is copied. The sequence derefs to a slice of the [reserved](Self::reserve) length or
/// less. Anywhere else it is a vector with the same contents: in a message that is published without a loan, in
/// a deserialized message, and in a loan if memory and wire differ (elements with padding, a buffer at an odd
/// address, a big-endian host).
///
/// A reserved sequence initially contains bytes of earlier messages; [`zeroed`](Self::zeroed) clears it.
///
/// # Soundness
/// The element types are those of [`CdrSlice`](crate::CdrSlice), without padding in memory. No other code of
/// this process accesses the bytes of a sequence in a loaned message. The sequence keeps the buffer alive: a
/// sequence that was moved out of its message stays valid, and the buffer is not sent then. The loan writes
/// only between the sequences. No other process knows the buffer before it is published; a process that writes
/// to it anyway causes undefined behaviour, as with `CdrSlice`.
///
/// # Examples
/// ```
/// use ros_z_core::{CdrSliceMut, RosMessage, SizeEstimation, to_vec};
///
/// #[derive(RosMessage, SizeEstimation)]
/// #[ros(type_name = "demo_msgs/msg/Scan")]
/// struct Scan {
///     frame: String,
///     ranges: CdrSliceMut<f32>,
/// }
///
/// let mut scan = Scan { frame: "lidar".into(), ranges: CdrSliceMut::zeroed(3) };
/// scan.ranges[1] = 2.5;
/// scan.ranges.truncate(2);
/// assert_eq!(to_vec(&scan)?.len(), 4 + 10 + 2 + 4 + 2 * 4);
/// # Ok::<(), ros_z_core::SerializeError>(())
/// ```
pub struct CdrSliceMut<T> {
    len: usize,
    is_zeroed: bool,
    /// Empty until the elements are used or a slot is reserved for them.
    memory: OnceCell<Memory<T>>,
}

enum Memory<T> {
    /// In the loaned message.
    InPlace(Slot),
    /// In a vector of its own.
    Heap(Vec<T>),
}

impl<T: for<'de> CdrDeserialize<'de>> CdrSliceMut<T> {
    const PROOF: &'static LayoutProof = match LayoutProof::reading::<T>() {
        Some(proof) => proof,
        None => panic!(
            "the elements of a `CdrSliceMut` must have a fixed size and be valid for every bit pattern; use `Vec<T>`"
        ),
    };

    /// Reserves `len` elements. Their initial values are unspecified; overwrite them all.
    #[must_use]
    pub const fn reserve(len: usize) -> Self {
        Self::new(len, false)
    }

    /// Reserves `len` elements and sets all of their bytes to 0.
    #[must_use]
    pub const fn zeroed(len: usize) -> Self {
        Self::new(len, true)
    }

    const fn new(len: usize, is_zeroed: bool) -> Self {
        Self {
            len,
            is_zeroed,
            memory: OnceCell::new(),
        }
    }

    /// Number of elements.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether the sequence has no elements.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Shortens the sequence to the first `len` elements, for example after a decoder produced fewer. The
    /// remaining elements do not move. Has no effect if the sequence is not longer than `len`.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
        match self.memory.get_mut() {
            Some(Memory::Heap(items)) => items.truncate(len),
            Some(Memory::InPlace(slot)) => slot.truncate(self.len * size_of::<T>()),
            None => {}
        }
    }

    /// Whether the elements are in the memory of the loaned message.
    #[must_use]
    pub fn is_in_place(&self) -> bool {
        matches!(self.memory.get(), Some(Memory::InPlace(_)))
    }

    /// The elements.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        match self.memory.get_or_init(|| self.on_heap()) {
            Memory::Heap(items) => items,
            // A slot is reserved only for elements that can be viewed.
            Memory::InPlace(slot) => plain::view_elements(slot.bytes(), self.len).unwrap_or_default(),
        }
    }

    /// The elements, for writing.
    #[must_use]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        let _ = self.as_slice();
        match self.memory.get_mut() {
            Some(Memory::Heap(items)) => items,
            Some(Memory::InPlace(slot)) => {
                plain::view_elements_mut(slot.bytes_mut(), self.len).unwrap_or_default()
            }
            None => &mut [],
        }
    }

    fn on_heap(&self) -> Memory<T> {
        let _proven = Self::PROOF;
        Memory::Heap(plain::zeroed_elements(self.len))
    }

    /// Reserves a slot for the elements in a loaned message. Without a loan, writes zeros, since the elements
    /// were never accessed. Returns `false` if the elements have to be written from their own memory.
    fn reserve_in<W: CdrWriter>(&self, writer: &mut W) -> Result<bool, SerializeError> {
        let lead = Self::PROOF.run_at(writer.position());
        let Some(lead) = lead.filter(|_| HOST_IS_WIRE && self.len > 0) else {
            return Ok(false);
        };
        let size = self.len.saturating_mul(size_of::<T>());
        writer.write_padding(lead)?;
        match writer.reserve_slot(size, align_of::<T>()) {
            Reservation::Reserved(mut slot) => {
                if self.is_zeroed {
                    slot.bytes_mut().fill(0);
                }
                // The caller has checked that the cell is empty.
                let _ = self.memory.set(Memory::InPlace(slot));
            }
            Reservation::Unsupported => writer.write_filled(size, |bytes| {
                bytes.fill(0);
                Ok(())
            })?,
            Reservation::Refused => return Ok(false),
        }
        Ok(true)
    }
}

impl<T: CdrSerialize + for<'de> CdrDeserialize<'de>> CdrSerialize for CdrSliceMut<T> {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        writer.write_length(self.len)?;
        if self.memory.get().is_none() && self.reserve_in(writer)? {
            return Ok(());
        }
        if let Some(Memory::InPlace(slot)) = self.memory.get()
            && let Some(lead) = Self::PROOF.run_at(writer.position())
            && self.len > 0
        {
            writer.write_padding(lead)?;
            if writer.skip_slot(slot)? {
                return Ok(());
            }
        }
        elements::write_elements(self.as_slice(), writer)
    }

    fn measure(&self, position: usize) -> usize {
        Self::PROOF.end(0u32.measure(position), self.len)
    }
}

impl<'de, T: CdrSerialize + for<'a> CdrDeserialize<'a>> CdrDeserialize<'de> for CdrSliceMut<T> {
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        Vec::deserialize(reader).map(Self::from)
    }
}

impl<T> From<Box<[T]>> for CdrSliceMut<T> {
    fn from(elements: Box<[T]>) -> Self {
        Self::from(Vec::from(elements))
    }
}

#[cfg(feature = "bytes")]
impl From<bytes::Bytes> for CdrSliceMut<u8> {
    fn from(bytes: bytes::Bytes) -> Self {
        Self::from(Vec::from(bytes))
    }
}

#[cfg(feature = "zenoh-buffers")]
impl From<zenoh_buffers::ZBuf> for CdrSliceMut<u8> {
    fn from(buffer: zenoh_buffers::ZBuf) -> Self {
        Self::from(zenoh_buffers::buffer::SplitBuffer::contiguous(&buffer).into_owned())
    }
}

impl<T> From<Vec<T>> for CdrSliceMut<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            len: items.len(),
            is_zeroed: false,
            memory: Memory::Heap(items).into(),
        }
    }
}

impl<T> Default for CdrSliceMut<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T: for<'de> CdrDeserialize<'de>> Deref for CdrSliceMut<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T: for<'de> CdrDeserialize<'de>> DerefMut for CdrSliceMut<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }
}

impl<T: for<'de> CdrDeserialize<'de> + PartialEq> PartialEq for CdrSliceMut<T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl<T> fmt::Debug for CdrSliceMut<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.memory.get() {
            None => "reserved",
            Some(Memory::InPlace(_)) => "in its message",
            Some(Memory::Heap(_)) => "on the heap",
        };
        f.debug_struct("CdrSliceMut")
            .field("len", &self.len)
            .field("place", &place)
            .finish()
    }
}
