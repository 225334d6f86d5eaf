//! The proven layout of a type: a [`Shape`] that only a proof sets. How derives prove theirs is in `derived`,
//! what is copied on the strength of it in `plain`.

use crate::shape::{Shape, is_shareable};
use core::marker::PhantomData;

/// A layout for writing: the memory of every value may be copied to the wire.
#[derive(Debug)]
pub enum Write {}

/// A layout for reading: any bytes from the wire may be copied to memory, and are a value there.
#[derive(Debug)]
pub enum Read {}

/// The proven layout of `T` for `Use`, [`Write`] or [`Read`], as far as it is known.
///
/// Every value of this type is correct for its `T`, whoever sets it as a constant of which impl: bulk copies and views
/// rest on that. Safe code gets one from [`OPAQUE`](Self::OPAQUE), which says nothing, from the constants of types
/// that have one, and from the macro `layout!`, which compares what it is passed with the type.
#[derive(Debug)]
pub struct Layout<T: ?Sized, Use> {
    shape: Shape,
    /// Invariant: not even a type that differs in a lifetime alone shares the layout of another.
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

    /// Holds a zenoh buffer; nothing else is known.
    #[cfg_attr(
        not(feature = "zenoh-buffers"),
        expect(dead_code, reason = "nothing to share")
    )]
    pub(crate) const SHAREABLE: Self = Self::of_shape(Shape::Shareable);

    /// The layout of a type of variable size that holds values of `U`: shareable where those are.
    pub(crate) const fn holding<U: ?Sized>(inner: Layout<U, Use>) -> Self {
        if is_shareable(&inner.shape) {
            Self::of_shape(Shape::Shareable)
        } else {
            Self::OPAQUE
        }
    }

    /// Whether a value may hold a zenoh buffer that a [`CdrWriter`] can pass on by reference.
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

    /// `T` is `[U; len]` or alike, `element` the shape of `U`.
    ///
    /// # Safety
    /// `T` consists of `len` times a `U`, and is written as those in a row; `element` comes from the
    /// layout of `U`, and `element_size` is `size_of::<U>()`.
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
            /// The memory of the primitive is its little-endian wire image, and every bit pattern is a value.
            // SAFETY: integers and floats have no padding and no invalid bit pattern
            // (<https://doc.rust-lang.org/1.88.0/reference/type-layout.html>), and are written as one primitive.
            pub(crate) const PRIMITIVE: Self = unsafe { Self::scalar() };
        }
    )*};
}

layout_of_scalars!(u8, u16, u32, u64, i8, i16, i32, i64, f32, f64);

impl Layout<bool, Write> {
    /// For writing only: 0 and 1 are the only values.
    // SAFETY: a `bool` is one byte, 0 or 1, and is written as that byte.
    pub(crate) const BOOL: Self = unsafe { Self::scalar() };
}
