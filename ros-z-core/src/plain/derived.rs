//! The layouts of structs and enums. The derives request them by field or variant names. The macro compares
//! every argument with the type itself, so it is safe to call; `layout_proof` interprets a layout.

use super::{Layout, Write};
use crate::shape::{Member, Shape};
use core::marker::PhantomData;
use core::mem::ManuallyDrop;

/// The layout of `Self`, from the names of its fields or variants.
///
/// - `layout!(read a: LAYOUT, b: LAYOUT)` is a `Layout<Self, Read>`. It names all fields of the struct in wire
///   order, each with a `Layout<_, Read>` of the field's own type.
/// - `layout!(write a: LAYOUT, b: LAYOUT; skip c)` is a `Layout<Self, Write>` of a struct with a field `c` that
///   is not on the wire.
/// - `layout!(enum u8 { A, B })` is a `Layout<Self, Write>` of an enum without data that is written as a `u8`.
///
/// The memory of each variant is compared at compile time. Padding does not compile:
/// ```compile_fail,E0080
/// use ros_z_core::__private::{Layout, Write, layout};
/// use ros_z_core::{CdrSerialize, CdrWriter, SerializeError, to_vec};
///
/// #[repr(u8, align(4))]
/// enum Padded {
///     Only,
/// }
///
/// impl CdrSerialize for Padded {
///     const WRITE_LAYOUT: Layout<Self, Write> = layout!(enum u32 { Only });
///
///     fn serialize<W: CdrWriter>(&self, _: &mut W) -> Result<(), SerializeError> {
///         Ok(())
///     }
/// }
///
/// let _ = to_vec(&[Padded::Only]);
/// ```
///
/// Safe to call with any arguments: the compiler checks names, types, offsets and variants against `Self`. All
/// paths start at `$crate`, so no item of the caller can replace one.
#[doc(hidden)]
#[macro_export]
macro_rules! __layout {
    (read $($field:ident: $layout:expr),* $(,)?) => {{
        $crate::__layout_names!($($field)*);
        let __members = $crate::__layout_members!(Read $($field: $layout,)*);
        // SAFETY: `__layout_members` made the members from fields of `Self`. `__layout_names` compiles only if
        // they are all fields of `Self`, each once, and `Self` is a struct.
        unsafe { $crate::__private::Layout::<Self, $crate::__private::Read>::of_struct(__members) }
    }};
    (write $($field:ident: $layout:expr),* $(,)? $(; skip $($skipped:ident),* $(,)?)?) => {{
        $crate::__layout_names!($($field)* $($($skipped)*)?);
        let __members = $crate::__layout_members!(Write $($field: $layout,)*);
        // SAFETY: as for `read`, except that for `Write` the members need not be all fields.
        unsafe { $crate::__private::Layout::<Self, $crate::__private::Write>::of_struct(__members) }
    }};
    (enum $int:ident { $($variant:ident),* $(,)? }) => {{
        let __layout = <$crate::__private::core::primitive::$int as $crate::CdrSerialize>::WRITE_LAYOUT;
        if $crate::__layout_variants!($int: $($variant)*) {
            // SAFETY: `__layout_variants` has compared the memory of every variant with the integer of the
            // variant's cast, and the two sizes; its `match` compiles only if the variants are all values of
            // `Self`.
            unsafe { $crate::__private::Layout::<Self, $crate::__private::Write>::of_repr(__layout) }
        } else {
            $crate::__private::Layout::OPAQUE
        }
    }};
}

/// Compiles only if `Self` is a struct and the names are all of its fields, each once.
#[doc(hidden)]
#[macro_export]
macro_rules! __layout_names {
    ($($field:ident)*) => {
        // The expression does not compile with a missing, repeated, foreign or private field. It never runs. The
        // pattern, with its `..`, does not compile for a union.
        if false {
            let _ = $crate::__private::core::mem::ManuallyDrop::new(Self { $($field: $crate::__private::never()),* });
        }
        if let $crate::__private::Some(Self { .. }) = $crate::__private::Option::<&Self>::None {}
    };
}

/// The members of the struct `Self` with these fields, which `__layout_names` has checked.
#[doc(hidden)]
#[macro_export]
macro_rules! __layout_members {
    ($use:ident $($field:ident: $layout:expr,)*) => {
        const {
            let __nothing = $crate::__private::Option::<&Self>::None;
            &[$($crate::__private::MemberOf::<_, $crate::__private::$use> {
                // SAFETY: `offset_of` returns the offset of the field in `Self`, and does not compile if `Self`
                // has no field of this name; a pointer to the same field carries its type.
                field: unsafe {
                    $crate::__private::FieldOffset::new(
                        $crate::__private::core::mem::offset_of!(Self, $field),
                        match __nothing {
                            $crate::__private::Some(__this) => &raw const __this.$field,
                            $crate::__private::None => $crate::__private::core::ptr::null(),
                        },
                    )
                },
                // Outside of the `unsafe` block, since the caller wrote this expression.
                layout: $layout,
            }.erased()),*]
        }
    };
}

/// Whether the memory of every value of the enum `Self` is an `$int`. Does not compile if a variant is missing.
#[doc(hidden)]
#[macro_export]
macro_rules! __layout_variants {
    ($int:ident: $($variant:ident)*) => {
        const {
            match $crate::__private::Option::<&Self>::None {
                $($crate::__private::Some(Self::$variant) => {})*
                $crate::__private::None => {}
            }
            $crate::__private::core::mem::size_of::<Self>()
                == $crate::__private::core::mem::size_of::<$crate::__private::core::primitive::$int>()
            $(&& {
                let __expected = Self::$variant as $crate::__private::core::primitive::$int;
                // SAFETY: only an enum casts to an integer, and any initialized bytes are a valid integer. The
                // bytes are initialized: this is a constant, and the compiler refuses to evaluate a constant
                // that reads uninitialized bytes as an integer (see the doc test of `__layout`), so no such
                // code runs.
                let __memory = unsafe {
                    $crate::__private::memory_as::<Self, $crate::__private::core::primitive::$int>(Self::$variant)
                };
                __memory == __expected
            })*
        }
    };
}

/// The memory of `value` as an integer.
///
/// # Safety
/// The memory of `value` is initialized and is a valid `Int`.
///
/// # Panics
/// Panics if the two types differ in size.
#[doc(hidden)]
#[must_use]
pub const unsafe fn memory_as<T, Int: Copy>(value: T) -> Int {
    assert!(size_of::<T>() == size_of::<Int>());
    let value = ManuallyDrop::new(value);
    // SAFETY: the assertion has compared the sizes; the caller promises the rest. No alignment is assumed.
    unsafe { core::mem::transmute_copy(&value) }
}

/// A value of any type in code that never runs.
#[doc(hidden)]
#[must_use]
#[expect(clippy::empty_loop, reason = "it is never called")]
pub const fn never<T>() -> T {
    loop {}
}

/// The offset of a field of type `T`.
#[doc(hidden)]
#[derive(Debug)]
pub struct FieldOffset<T> {
    offset: usize,
    marker: PhantomData<fn(*mut T)>,
}

impl<T> FieldOffset<T> {
    /// Creates the offset of `_field`, which is not read and carries the field's type.
    ///
    /// # Safety
    /// `offset` is the offset of a field in the struct whose layout the member becomes part of, and the field
    /// is a `T`.
    #[doc(hidden)]
    #[must_use]
    pub const unsafe fn new(offset: usize, _field: *const T) -> Self {
        Self {
            offset,
            marker: PhantomData,
        }
    }
}

/// A member of a struct: a field, and the layout of its type. A struct and not the arguments of a function, which the
/// compiler would show beside every error about a layout.
#[doc(hidden)]
#[derive(Debug)]
pub struct MemberOf<T, Use> {
    #[doc(hidden)]
    pub field: FieldOffset<T>,
    #[doc(hidden)]
    pub layout: Layout<T, Use>,
}

impl<T, Use> MemberOf<T, Use> {
    /// The member without the types.
    #[doc(hidden)]
    #[must_use]
    pub const fn erased(self) -> Member {
        Member {
            offset: self.field.offset,
            shape: self.layout.shape(),
        }
    }
}

impl<T, Use> Layout<T, Use> {
    /// A struct that is written member by member.
    ///
    /// # Safety
    /// `members` are fields of the struct `T`, each made with its [`FieldOffset`] in `T` and a layout for the
    /// same `Use`. For [`Read`](super::Read), they are all fields of `T`, each once.
    #[doc(hidden)]
    #[must_use]
    pub const unsafe fn of_struct(members: &'static [Member]) -> Self {
        match members {
            [] => Self::of_shape(Shape::Filler),
            _ => Self::of_shape(Shape::Struct { members }),
        }
    }
}

impl<T> Layout<T, Write> {
    /// An enum without data that is written as its representation.
    ///
    /// # Safety
    /// Every value of `T` has the memory of an `Int`, without padding, and is written as that `Int`.
    #[doc(hidden)]
    #[must_use]
    pub const unsafe fn of_repr<Int>(representation: Layout<Int, Write>) -> Self {
        Self::of_shape(representation.shape())
    }
}
