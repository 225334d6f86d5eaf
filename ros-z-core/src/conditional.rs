//! Bounds of derived impls that apply only if the types of the fields allow it. The compiler refuses a bound
//! without parameters that is false, `where Header: Default`, and accepts one with a lifetime,
//! `where for<'a> Header: ConditionalDefault<'a>`. Not supertraits: the compiler would refuse those too.

use core::fmt::Debug;

/// A type that implements [`Default`].
pub trait ConditionalDefault<'a>: Sized {
    /// The default value.
    fn default_value() -> Self;
}

impl<T: Default> ConditionalDefault<'_> for T {
    fn default_value() -> Self {
        T::default()
    }
}

/// A type that implements [`Debug`].
pub trait ConditionalDebug<'a> {
    /// The value as an argument of `DebugStruct::field`.
    fn as_debug(&self) -> &dyn Debug;
}

impl<T: Debug> ConditionalDebug<'_> for T {
    fn as_debug(&self) -> &dyn Debug {
        self
    }
}

/// A type that implements [`PartialEq`].
pub trait ConditionalEq<'a> {
    /// Whether the values are equal.
    fn is_equal(&self, other: &Self) -> bool;
}

impl<T: PartialEq> ConditionalEq<'_> for T {
    fn is_equal(&self, other: &Self) -> bool {
        self == other
    }
}
