//! The traits of a serializable type. The derives implement all of them; what
//! makes a type a ROS 2 message is in `message`.

use crate::counting_writer::CountingWriter;
use crate::error::{DeserializeError, SerializeError};
use crate::plain::layout::{Layout, Read, Write};
use crate::reader::CdrReader;
use crate::writer::CdrWriter;
use alloc::{boxed::Box, sync::Arc, vec::Vec};

/// A value with a CDR representation that can be written.
///
/// Derived by `#[derive(RosMessage)]`. A hand-written impl needs [`serialize`](Self::serialize) alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no CDR representation",
    label = "cannot be written as a ROS 2 message or a field of one",
    note = "if `{Self}` is a struct or C-like enum of yours, add `#[derive(RosMessage)]` to it"
)]
pub trait CdrSerialize {
    /// Proof of how the memory of the type relates to its wire image; only derives set it.
    #[doc(hidden)]
    const WRITE_LAYOUT: Layout<Self, Write> = Layout::OPAQUE;

    /// Writes the value at the writer's position, padding first where its first primitive needs it.
    ///
    /// # Errors
    /// What the writer reports, and what the value itself cannot express: see [`SerializeError`].
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError>;

    /// Gives the position behind this value if it were written at `position`, in bytes since the CDR origin.
    ///
    /// Always what [`serialize`](Self::serialize) writes. The provided method counts by serializing
    /// into a [`CountingWriter`]; derived types know it without looking at every element.
    fn measure(&self, position: usize) -> usize {
        let mut writer = CountingWriter::new(position);
        // An error here is the value's own (an interior NUL, a bound): it is
        // reported when the value is written, and has no size to speak of.
        let _ = self.serialize(&mut writer);
        writer.position()
    }
}

/// A value that can be read from CDR, borrowing from the message for `'de` where its type does.
///
/// Derived by `#[derive(RosMessage)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from CDR",
    label = "cannot be read as a ROS 2 message or a field of one",
    note = "if `{Self}` is a struct or C-like enum of yours, add `#[derive(RosMessage)]` to it"
)]
pub trait CdrDeserialize<'de>: Sized {
    /// Like [`CdrSerialize::WRITE_LAYOUT`], for types of which every bit pattern is a value.
    #[doc(hidden)]
    const READ_LAYOUT: Layout<Self, Read> = Layout::OPAQUE;

    /// Reads a value at the reader's position, skipping padding first where its first primitive needs it.
    ///
    /// # Errors
    /// [`DeserializeError`], with the position. Bytes from the wire never make this panic.
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError>;

    /// Reads `count` values in a row, if the type has a faster way than one by one; the caller has checked `count`
    /// against the bytes left. `None`: nothing was read.
    #[doc(hidden)]
    #[inline]
    fn deserialize_elements(
        reader: &mut CdrReader<'de>,
        count: usize,
    ) -> Option<Result<Vec<Self>, DeserializeError>> {
        let _ = (reader, count);
        None
    }

    /// Reads a value to the heap; arrays get there without being on the stack.
    #[doc(hidden)]
    #[inline]
    fn deserialize_boxed(reader: &mut CdrReader<'de>) -> Result<Box<Self>, DeserializeError> {
        Self::deserialize(reader).map(Box::new)
    }
}

/// The size of a message before it is written.
///
/// Derived by `#[derive(SizeEstimation)]`, and then exact. A hand-written impl may be inexact: a
/// publisher trims what is too much, and measures and retries where it is too little.
#[diagnostic::on_unimplemented(
    message = "the serialized size of `{Self}` is not known",
    note = "add `SizeEstimation` to the derive list of `{Self}`"
)]
pub trait SizeEstimation {
    /// Gives the length of the serialized message in bytes, the 4-byte header included.
    fn estimated_serialized_size(&self) -> usize;
}

macro_rules! forward {
    ($($(#[$attr:meta])* <$($lt:lifetime)?> $pointer:ty),*) => {$(
        $(#[$attr])*
        impl<$($lt,)? T: CdrSerialize + ?Sized> CdrSerialize for $pointer {
            const WRITE_LAYOUT: Layout<Self, Write> = Layout::holding(T::WRITE_LAYOUT);

            fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
                T::serialize(self, writer)
            }
            fn measure(&self, position: usize) -> usize {
                T::measure(self, position)
            }
        }
    )*};
}

forward!(<'a> &'a T, <> Box<T>, <> Arc<T>);

impl<T: SizeEstimation + ?Sized> SizeEstimation for &T {
    fn estimated_serialized_size(&self) -> usize {
        T::estimated_serialized_size(self)
    }
}

impl<T: SizeEstimation + ?Sized> SizeEstimation for Box<T> {
    fn estimated_serialized_size(&self) -> usize {
        T::estimated_serialized_size(self)
    }
}

impl<T: SizeEstimation + ?Sized> SizeEstimation for Arc<T> {
    fn estimated_serialized_size(&self) -> usize {
        T::estimated_serialized_size(self)
    }
}

impl<'de, T: CdrDeserialize<'de>> CdrDeserialize<'de> for Box<T> {
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        T::deserialize_boxed(reader)
    }
}

/// The size in bytes from which a value that is shared is read by way of a `Box`: one allocation more, but not on the stack.
const LARGE: usize = 4096;

impl<'de, T: CdrDeserialize<'de>> CdrDeserialize<'de> for Arc<T> {
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        if const { size_of::<T>() >= LARGE } {
            return T::deserialize_boxed(reader).map(Arc::from);
        }
        T::deserialize(reader).map(Arc::new)
    }
}
