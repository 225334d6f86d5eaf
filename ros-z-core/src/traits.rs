//! The traits of a serializable type. The derives implement all of them; the trait of a ROS 2 message is in
//! `message`.

use crate::counting_writer::CountingWriter;
use crate::error::{DeserializeError, SerializeError};
use crate::plain::layout::{Layout, Read, Write};
use crate::reader::CdrReader;
use crate::skipper::Skipper;
use crate::writer::CdrWriter;
use alloc::{boxed::Box, sync::Arc, vec::Vec};

/// A value that can be written as CDR.
///
/// Derived by `#[derive(RosMessage)]`. An impl by hand needs only [`serialize`](Self::serialize).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be serialized to CDR",
    label = "cannot be serialized as a ROS 2 message or field",
    note = "if `{Self}` is your own struct or C-like enum, add `#[derive(RosMessage)]` to it"
)]
pub trait CdrSerialize {
    /// Proof of the relation between the memory of the type and its wire image; only derives set it.
    #[doc(hidden)]
    const WRITE_LAYOUT: Layout<Self, Write> = Layout::OPAQUE;

    /// Writes the value at the writer's position, after the padding that its first primitive needs.
    ///
    /// # Errors
    /// The errors of the writer, and [`SerializeError`] if CDR cannot represent the value.
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError>;

    /// Returns the position after this value if it were written at `position`, in bytes since the CDR origin.
    ///
    /// Always equals the size that [`serialize`](Self::serialize) writes. A sum that exceeds `usize` becomes a position that
    /// no message reaches. The provided method serializes into a
    /// [`CountingWriter`]; derived types of fixed-size elements compute it without visiting every element.
    fn measure(&self, position: usize) -> usize {
        let mut writer = CountingWriter::new(position);
        // An error here belongs to the value itself (an interior NUL, a bound). Writing the value reports it;
        // the size does not matter then.
        let _ = self.serialize(&mut writer);
        writer.position()
    }

    /// Writes these values in a row.
    ///
    /// # Errors
    /// As [`serialize`](Self::serialize).
    #[doc(hidden)]
    #[inline]
    fn serialize_elements<W: CdrWriter>(items: &[Self], writer: &mut W) -> Result<(), SerializeError>
    where
        Self: Sized,
    {
        items.iter().try_for_each(|item| item.serialize(writer))
    }

    /// Returns the position after these values in a row if the type has a faster way than one by one, else `None`.
    #[doc(hidden)]
    #[inline]
    fn measure_elements(items: &[Self], position: usize) -> Option<usize>
    where
        Self: Sized,
    {
        let _ = (items, position);
        None
    }
}

/// A value that can be read from CDR. Types with the lifetime `'de` borrow from the message.
///
/// Derived by `#[derive(RosMessage)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be deserialized from CDR",
    label = "cannot be deserialized as a ROS 2 message or field",
    note = "if `{Self}` is your own struct or C-like enum, add `#[derive(RosMessage)]` to it"
)]
pub trait CdrDeserialize<'de>: Sized {
    /// Like [`CdrSerialize::WRITE_LAYOUT`], for types with no invalid bit pattern.
    #[doc(hidden)]
    const READ_LAYOUT: Layout<Self, Read> = Layout::OPAQUE;

    /// Reads a value at the reader's position, after the padding that its first primitive needs.
    ///
    /// # Errors
    /// [`DeserializeError`], with the position. Bytes from the wire never cause a panic.
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError>;

    /// Reads `count` values in a row if the type has a faster way than one by one, else returns `None` and
    /// reads nothing. The caller has checked `count` against the remaining bytes.
    #[doc(hidden)]
    #[inline]
    fn deserialize_elements(
        reader: &mut CdrReader<'de>,
        count: usize,
    ) -> Option<Result<Vec<Self>, DeserializeError>> {
        let _ = (reader, count);
        None
    }

    /// Reads an array without a copy through the heap if the type can, else returns `None` and reads nothing.
    #[doc(hidden)]
    #[inline]
    fn deserialize_array<const N: usize>(
        reader: &mut CdrReader<'de>,
    ) -> Option<Result<[Self; N], DeserializeError>> {
        let _ = reader;
        None
    }

    /// Checks a value and passes over it. Returns `false` if [`deserialize`](Self::deserialize) may refuse the value, or
    /// if the type has no faster way than to read it.
    #[doc(hidden)]
    #[inline]
    fn skip(skipper: &mut Skipper<'de>) -> bool {
        let _ = skipper;
        false
    }

    /// Reads a value onto the heap; an array does not pass through the stack.
    #[doc(hidden)]
    #[inline]
    fn deserialize_boxed(reader: &mut CdrReader<'de>) -> Result<Box<Self>, DeserializeError> {
        Self::deserialize(reader).map(Box::new)
    }
}

/// The size of a message before it is written.
///
/// Derived by `#[derive(SizeEstimation)]`, then exact. An impl by hand may be inexact: a publisher trims a
/// buffer that is too large, and measures and retries if it is too small.
#[diagnostic::on_unimplemented(
    message = "the serialized size of `{Self}` is unknown",
    note = "add `SizeEstimation` to the derive list of `{Self}`"
)]
pub trait SizeEstimation {
    /// Returns the length of the serialized message in bytes, the 4-byte header included.
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

/// The size in bytes from which a shared value is read through a `Box`: one more allocation, but no stack.
const LARGE: usize = 4096;

impl<'de, T: CdrDeserialize<'de>> CdrDeserialize<'de> for Arc<T> {
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        if const { size_of::<T>() >= LARGE } {
            return T::deserialize_boxed(reader).map(Arc::from);
        }
        T::deserialize(reader).map(Arc::new)
    }
}
