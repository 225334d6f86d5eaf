//! The proven layout of a type: a [`Shape`] that only proven code can set. The proof of derived types is in
//! `derived`, the copies that a layout allows in `plain`.

use crate::shape::{Shape, is_shareable};
use core::marker::PhantomData;

/// A layout for writing: the memory of every value may be copied to the wire.
#[derive(Debug)]
pub enum Write {}

/// A layout for reading: any bytes from the wire may be copied to memory, and are a valid value.
#[derive(Debug)]
pub enum Read {}

/// The proven layout of `T` for `Use`, which is [`Write`] or [`Read`], as far as it is known.
///
/// Every value of this type is correct for its `T`, in any constant of any impl: bulk copies and views rest on
/// that. Safe code obtains one from [`OPAQUE`](Self::OPAQUE), which promises nothing, from the constants of
/// other types, and from the macro `layout!`, which compares its arguments with the type.
#[derive(Debug)]
pub struct Layout<T: ?Sized, Use> {
    shape: Shape,
    /// Invariant in `T`: two types that differ only in a lifetime have different layout types.
    marker: PhantomData<fn(*mut T, Use)>,
}

impl<T: ?Sized, Use> Clone for Layout<T, Use> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized, Use> Copy for Layout<T, Use> {}

impl<T: ?Sized, Use> Layout<T, Use> {
    /// Nothing is known: the type is written and read one primitive at a time.
    pub const OPAQUE: Self = Self::of_shape(Shape::Opaque);

    /// Contains a zenoh buffer; nothing else is known.
    pub(crate) const SHAREABLE: Self = Self::of_shape(Shape::Shareable);

    /// A type of variable size.
    #[doc(hidden)]
    #[must_use]
    pub const fn of_variable_size(is_shareable: bool) -> Self {
        if is_shareable {
            Self::SHAREABLE
        } else {
            Self::OPAQUE
        }
    }

    /// The layout of a type of variable size that contains values of `U`; shareable if the layout of `U` is.
    pub(crate) const fn holding<U: ?Sized>(inner: Layout<U, Use>) -> Self {
        Self::of_variable_size(is_shareable(&inner.shape))
    }

    /// Returns whether a value can contain a zenoh buffer that a `CdrWriter` can pass on by reference.
    #[must_use]
    pub const fn is_shareable(self) -> bool {
        is_shareable(&self.shape)
    }

    pub(super) const fn of_shape(shape: Shape) -> Self {
        Self {
            shape,
            marker: PhantomData,
        }
    }

    pub(crate) const fn shape(self) -> Shape {
        self.shape
    }
}

impl<T, Use> Layout<T, Use> {
    /// A primitive whose memory, on a little-endian host, is its wire image.
    ///
    /// # Safety
    /// `T` has no padding, and is written as one primitive of `size_of::<T>()` bytes. For [`Read`],
    /// every bit pattern is a `T`.
    pub(crate) const unsafe fn scalar() -> Self {
        Self::of_shape(Shape::Scalar { size: size_of::<T>() })
    }

    /// `T` is an array of `len` elements such as `[U; len]`, and `element` is the shape of `U`.
    ///
    /// # Safety
    /// `T` consists of `len` values of `U` in a row, and is written as such; `element` comes from the layout of
    /// `U`, and `element_size` is `size_of::<U>()`.
    pub(crate) const unsafe fn array(element: &'static Shape, element_size: usize, len: usize) -> Self {
        Self::of_shape(Shape::Array {
            element,
            element_size,
            len,
        })
    }
}

macro_rules! layout_of_scalars {
    ($($scalar:ty),*) => {$(
        impl<Use> Layout<$scalar, Use> {
            /// The memory of the primitive is its little-endian wire image, and every bit pattern is valid.
            // SAFETY: integers and floats have no padding and no invalid bit pattern
            // (<https://doc.rust-lang.org/1.88.0/reference/type-layout.html>), and are written as one primitive.
            pub(crate) const PRIMITIVE: Self = unsafe { Self::scalar() };
        }
    )*};
}

layout_of_scalars!(u8, u16, u32, u64, i8, i16, i32, i64, f32, f64);

impl Layout<bool, Write> {
    /// Only for writing: 0 and 1 are the only valid values.
    // SAFETY: a `bool` is one byte, 0 or 1, and is written as that byte.
    pub(crate) const BOOL: Self = unsafe { Self::scalar() };
}
