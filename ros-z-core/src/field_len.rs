//! The lengths that `#[ros(max_len = N)]` and `#[ros(max_string_len = N)]` bound.

use crate::cdr_sequence::CdrSequence;
use crate::cdr_slice::CdrSlice;
use crate::cdr_slice_mut::CdrSliceMut;
use crate::traits::CdrDeserialize;
use alloc::{borrow::Cow, boxed::Box, string::String, sync::Arc, vec::Vec};

/// A field with a length that can be bounded: elements of a sequence, bytes of a string.
#[diagnostic::on_unimplemented(
    message = "`max_len` applies to a string or sequence, and `{Self}` is neither",
    label = "no length to bound",
    note = "remove `max_len`, or use a string, a `Vec` or another sequence"
)]
pub trait FieldLen {
    /// The length to compare with the bound.
    fn field_len(&self) -> usize;
}

macro_rules! field_len {
    ($([$($param:ident)?] $field:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl$(<$param>)? FieldLen for $field {
            #[inline]
            fn field_len(&self) -> usize {
                self.len()
            }
        }
    )*};
}

field_len!([] str, [] String, [T] [T], [T] Vec<T>);

/// A field of several strings with lengths that can be bounded.
#[diagnostic::on_unimplemented(
    message = "`max_string_len` applies to the strings in a sequence or array, and `{Self}` has none",
    label = "no strings to bound",
    note = "remove `max_string_len`, or use a sequence or array of strings; `max_len` bounds a single string"
)]
pub trait FieldStrings {
    /// The length of the longest string in bytes, to compare with the bound.
    fn longest_string(&self) -> usize;
}

#[diagnostic::do_not_recommend]
impl<S: AsRef<str>> FieldStrings for [S] {
    fn longest_string(&self) -> usize {
        self.iter().map(|item| item.as_ref().len()).max().unwrap_or(0)
    }
}

#[diagnostic::do_not_recommend]
impl<S: AsRef<str>> FieldStrings for Vec<S> {
    fn longest_string(&self) -> usize {
        self.as_slice().longest_string()
    }
}

#[diagnostic::do_not_recommend]
impl<S: AsRef<str>, const N: usize> FieldStrings for [S; N] {
    fn longest_string(&self) -> usize {
        self.as_slice().longest_string()
    }
}

macro_rules! forward {
    ($([$($bound:tt)*] $pointer:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: FieldLen + ?Sized $($bound)*> FieldLen for $pointer {
            #[inline]
            fn field_len(&self) -> usize {
                T::field_len(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: FieldStrings + ?Sized $($bound)*> FieldStrings for $pointer {
            fn longest_string(&self) -> usize {
                T::longest_string(self)
            }
        }
    )*};
}

forward!([] &T, [] Box<T>, [] Arc<T>, [+ alloc::borrow::ToOwned] Cow<'_, T>);

#[diagnostic::do_not_recommend]
impl<V> FieldLen for CdrSequence<'_, V> {
    #[inline]
    fn field_len(&self) -> usize {
        self.len()
    }
}

#[diagnostic::do_not_recommend]
impl<'de, S: CdrDeserialize<'de> + Clone + AsRef<str>> FieldStrings for CdrSequence<'de, S> {
    fn longest_string(&self) -> usize {
        self.iter().map(|item| item.as_ref().len()).max().unwrap_or(0)
    }
}

#[diagnostic::do_not_recommend]
impl<'de, T: CdrDeserialize<'de>> FieldLen for CdrSlice<'de, T> {
    #[inline]
    fn field_len(&self) -> usize {
        self.len()
    }
}

#[diagnostic::do_not_recommend]
impl<T: for<'de> CdrDeserialize<'de>> FieldLen for CdrSliceMut<T> {
    #[inline]
    fn field_len(&self) -> usize {
        self.len()
    }
}

#[cfg(feature = "bytes")]
field_len!([] bytes::Bytes);

#[cfg(feature = "zenoh-buffers")]
#[diagnostic::do_not_recommend]
impl FieldLen for zenoh_buffers::ZBuf {
    #[inline]
    fn field_len(&self) -> usize {
        zenoh_buffers::buffer::Buffer::len(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_has_the_length_of_its_target() {
        let texts = Arc::new(Cow::Owned::<[String]>(Vec::from(["a".into(), "bcd".into()])));
        assert_eq!((texts.field_len(), texts.longest_string()), (2, 3));
        let text: Arc<str> = "\u{e4}b".into();
        assert_eq!(text.field_len(), 3);
    }
}
