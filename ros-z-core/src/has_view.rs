//! [`HasView`]: names the type that reads another type in place. The derive generates the views of messages.

use crate::cdr_sequence::CdrSequence;
use crate::cdr_slice::CdrSlice;
use crate::const_eq::is_same;
use crate::layout_proof::is_fixed;
use crate::message::RosField;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::type_description::FieldType;
use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};

/// An owned type with a form that borrows from a message.
///
/// `#[derive(RosMessage)]` implements it for every type without lifetimes. With `#[ros(view)]`, `View<'a>` is the
/// generated struct; otherwise it is the type itself. For a `Sample<T>`, `sample.view()` returns a `T::View<'_>`.
///
/// | owned | view |
/// |---|---|
/// | numbers, `bool`, enums | the same |
/// | `String` | `&'a str` |
/// | `Vec<u8>`, `Bytes`, `ZBuf` | `&'a [u8]` |
/// | `Vec<T>` of numbers and of structs of fixed size | `CdrSlice<'a, T>` |
/// | `Vec<T>` of any other type | `CdrSequence<'a, T::View<'a>>` |
/// | `[T; N]` | `[T::View<'a>; N]` |
/// | `Box<T>`, `Arc<T>` | the same |
/// | a struct with `#[ros(view)]` | the generated struct |
/// | any other struct | the same |
///
/// # Examples
/// ```
/// use ros_z_core::{HasView, RosMessage, from_slice, to_vec};
///
/// #[derive(RosMessage)]
/// #[ros(view)]
/// struct Scan {
///     frame: String,
///     ranges: Vec<f32>,
/// }
///
/// let message = to_vec(&Scan { frame: "laser".into(), ranges: vec![1.0, 2.5] })?;
/// let scan: ScanView = from_slice(&message)?;
/// assert_eq!(scan.frame, "laser");
/// assert!(scan.ranges.iter().eq([1.0, 2.5]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no view",
    label = "has no form that borrows from a message",
    note = "if `{Self}` is a struct or C-like enum of yours, add `#[derive(RosMessage)]` to it",
    note = "if its impls are written by hand, add `impl HasView for {Self}` with `type View<'a> = Self` and `type SequenceView<'a> = CdrSequence<'a, Self>`"
)]
pub trait HasView: RosField + Sized + 'static {
    /// The type that reads a value in place.
    type View<'a>: CdrSerialize + CdrDeserialize<'a> + RosField + 'a;

    /// The type that reads a `Vec<Self>` in place: [`CdrSlice`] if every value has the same size and every bit
    /// pattern is a value, else [`CdrSequence`].
    type SequenceView<'a>: CdrSerialize + CdrDeserialize<'a> + RosField + 'a;

    /// Fails to compile if the view is another ROS type.
    #[doc(hidden)]
    const VIEW_IS_SAME_TYPE: () = assert_same_type::<Self, Self::View<'static>>();
}

/// The view of `T`: `ViewOf<'a, String>` is `&'a str`.
pub type ViewOf<'a, T> = <T as HasView>::View<'a>;

/// Selects a type by whether a type is [plain](is_plain).
#[doc(hidden)]
#[derive(Debug)]
pub struct Plain<const IS_PLAIN: bool>;

/// The view of a sequence, selected by [`Plain`].
#[doc(hidden)]
pub trait SelectSequenceView {
    type SequenceView<'a, T: HasView>;
}

impl SelectSequenceView for Plain<true> {
    type SequenceView<'a, T: HasView> = CdrSlice<'a, T>;
}

impl SelectSequenceView for Plain<false> {
    type SequenceView<'a, T: HasView> = CdrSequence<'a, T::View<'a>>;
}

/// Returns whether `T` may be an element of a [`CdrSlice`]: of fixed size, and every bit pattern is a value.
#[doc(hidden)]
#[must_use]
pub const fn is_plain<T: CdrDeserialize<'static>>() -> bool {
    is_fixed(&T::READ_LAYOUT.shape())
}

/// Stops the compilation unless two field types are the same ROS type.
///
/// # Panics
/// If they differ.
#[doc(hidden)]
#[track_caller]
pub const fn assert_same_type<T: RosField, V: RosField>() {
    assert!(
        is_same_type(&T::TYPE, &V::TYPE),
        "the view must be the same ROS type as the owned type: give it the same type name and fields"
    );
}

/// Stops the compilation unless a field of a generated struct is the same ROS type as in the owned struct.
///
/// # Panics
/// If they differ.
#[doc(hidden)]
#[track_caller]
pub const fn assert_same_field<T: RosField, V: RosField>() {
    assert!(
        is_same_type(&T::TYPE, &V::TYPE),
        "the view or loan of the field must be the same ROS type as the field: give it the same type name and fields"
    );
}

const fn is_same_type(left: &FieldType, right: &FieldType) -> bool {
    left.type_id() == right.type_id()
        && left.capacity() == right.capacity()
        && left.string_capacity() == right.string_capacity()
        && is_same(left.nested_name(), right.nested_name())
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl HasView for $number {
            type View<'a> = Self;
            type SequenceView<'a> = CdrSlice<'a, Self>;
        }
    )*};
}

numbers!(i8, i16, i32, i64, u16, u32, u64, f32, f64);

impl HasView for u8 {
    type View<'a> = Self;
    type SequenceView<'a> = &'a [u8];
}

macro_rules! read_one_by_one {
    ($($(#[$attr:meta])* [$($generics:tt)*] $owned:ty => $view:ty),* $(,)?) => {$(
        $(#[$attr])*
        impl<$($generics)*> HasView for $owned {
            type View<'a> = $view;
            type SequenceView<'a> = CdrSequence<'a, $view>;
        }
    )*};
}

read_one_by_one!(
    [] bool => Self,
    [] String => &'a str,
    [] Box<str> => &'a str,
    [T: HasView] Vec<T> => T::SequenceView<'a>,
    [T: HasView] Box<[T]> => T::SequenceView<'a>,
    [T: HasView, const N: usize] [T; N] => [T::View<'a>; N],
    [T: RosField + CdrSerialize + for<'de> CdrDeserialize<'de> + 'static] Box<T> => Self,
    [T: RosField + CdrSerialize + for<'de> CdrDeserialize<'de> + 'static] Arc<T> => Self,
    #[cfg(feature = "bytes")]
    [] bytes::Bytes => &'a [u8],
    #[cfg(feature = "zenoh-buffers")]
    [] zenoh_buffers::ZBuf => &'a [u8],
);

#[cfg(test)]
mod tests {
    use super::*;

    const fn has_same_view<T: HasView>() -> bool {
        is_same_type(&T::TYPE, &<T::View<'static> as RosField>::TYPE)
    }

    #[test]
    fn the_view_of_a_field_is_the_same_ros_type() {
        assert!(has_same_view::<String>() && has_same_view::<Vec<u8>>() && has_same_view::<Vec<f32>>());
        assert!(
            has_same_view::<Vec<bool>>() && has_same_view::<Vec<String>>() && has_same_view::<[String; 3]>()
        );
        assert!(
            has_same_view::<Box<[f64]>>() && has_same_view::<Box<[f64; 4]>>() && has_same_view::<Arc<u16>>()
        );
        assert!(!is_same_type(&<[u8; 3]>::TYPE, &<[u8; 4]>::TYPE));
        assert!(!is_same_type(&u8::TYPE, &i8::TYPE));
        assert!(!is_same_type(&String::TYPE, &String::TYPE.with_max_len(3)));
    }

    #[test]
    fn numbers_and_arrays_of_them_are_plain() {
        assert!(is_plain::<f64>() && is_plain::<[u8; 3]>());
        assert!(!is_plain::<bool>() && !is_plain::<String>() && !is_plain::<[bool; 2]>());
    }
}
