//! Which fields have a length that `#[ros(max_len = N)]` can bound, and what it is.

use crate::{CdrDeserialize, CdrSlice};
use alloc::{borrow::Cow, boxed::Box, string::String, vec::Vec};

/// A field whose length may be bounded: elements of a sequence, bytes of a string.
#[diagnostic::on_unimplemented(
    message = "`max_len` bounds a string or sequence, which `{Self}` is not",
    label = "no length to bound",
    note = "remove `max_len`, or write a string, a `Vec` or another sequence"
)]
pub trait FieldLen {
    /// The length that is held against the bound.
    fn field_len(&self) -> usize;
}

macro_rules! field_len {
    ($([$($param:ident)?] $field:ty),* $(,)?) => {$(
        impl$(<$param>)? FieldLen for $field {
            #[inline]
            fn field_len(&self) -> usize {
                self.len()
            }
        }
    )*};
}

field_len!([] str, [] String, [T] [T], [T] Vec<T>);

impl<T: FieldLen + ?Sized> FieldLen for &T {
    #[inline]
    fn field_len(&self) -> usize {
        T::field_len(self)
    }
}

impl<T: FieldLen + ?Sized> FieldLen for Box<T> {
    #[inline]
    fn field_len(&self) -> usize {
        T::field_len(self)
    }
}

impl<T: FieldLen + alloc::borrow::ToOwned + ?Sized> FieldLen for Cow<'_, T> {
    #[inline]
    fn field_len(&self) -> usize {
        T::field_len(self)
    }
}

impl<'de, T: CdrDeserialize<'de>> FieldLen for CdrSlice<'de, T> {
    #[inline]
    fn field_len(&self) -> usize {
        self.len()
    }
}

#[cfg(feature = "bytes")]
field_len!([] bytes::Bytes);

#[cfg(feature = "zenoh-buffers")]
impl FieldLen for zenoh_buffers::ZBuf {
    #[inline]
    fn field_len(&self) -> usize {
        zenoh_buffers::buffer::Buffer::len(self)
    }
}
