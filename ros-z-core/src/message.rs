//! The traits that make a Rust type a ROS 2 type, with their constants. Descriptions are in `type_description`,
//! their hash in `type_hash`, their text in `export`.

use crate::layout_proof::LayoutProof;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::type_description::{BaseType, FieldType, TypeDescription};
use crate::type_hash::TypeHash;
use alloc::{borrow::Cow, boxed::Box, string::String, sync::Arc, vec::Vec};

/// A struct that is a ROS 2 message, identified by name and hash.
///
/// Derived by `#[derive(RosMessage)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a ROS 2 message",
    label = "not a ROS 2 message",
    note = "add `#[derive(RosMessage, SizeEstimation)]` to the struct `{Self}`; an enum can only be a field"
)]
pub trait RosMessage: CdrSerialize {
    /// ROS name of the type, `pkg/msg/Name`.
    const TYPE_NAME: &'static str;

    /// The RIHS01 hash of the type's description (REP 2016). ROS 2 nodes compare it to detect different
    /// definitions of a type.
    const TYPE_HASH: TypeHash;

    /// The description as a constant; set by derives.
    #[doc(hidden)]
    const DESCRIPTION: Option<&'static TypeDescription> = None;

    /// Describes the type: its fields and all types that they refer to.
    fn type_description() -> TypeDescription;
}

/// The ROS type of a Rust type that is used as a field. Derived together with [`RosMessage`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no ROS type",
    label = "not a ROS type",
    note = "if `{Self}` is your own struct or C-like enum, add `#[derive(RosMessage)]` to it"
)]
pub trait RosField {
    /// The ROS type.
    const TYPE: FieldType;
}

macro_rules! base_types {
    ($($rust:ty => $base:ident),* $(,)?) => {$(
        impl RosField for $rust {
            const TYPE: FieldType = FieldType::base(BaseType::$base);
        }
    )*};
}

base_types!(
    bool => Bool, i8 => Int8, i16 => Int16, i32 => Int32, i64 => Int64, u8 => Uint8, u16 => Uint16,
    u32 => Uint32, u64 => Uint64, f32 => Float32, f64 => Float64, String => String, str => String,
);

macro_rules! same_type {
    ($($(#[$attr:meta])* <$($lt:lifetime)?> $pointer:ty),* $(,)?) => {$(
        $(#[$attr])*
        impl<$($lt,)? T: RosField + ?Sized> RosField for $pointer {
            const TYPE: FieldType = T::TYPE;
        }
    )*};
}

same_type!(<'a> &'a T, <> Box<T>, <> Arc<T>);

impl<'a, T: RosField + alloc::borrow::ToOwned + ?Sized> RosField for Cow<'a, T> {
    const TYPE: FieldType = T::TYPE;
}

impl<T: RosField> RosField for [T] {
    const TYPE: FieldType = T::TYPE.sequence_of();
}

impl<T: RosField> RosField for Vec<T> {
    const TYPE: FieldType = T::TYPE.sequence_of();
}

impl<'a, T: RosField + CdrDeserialize<'a>> RosField for crate::CdrSlice<'a, T> {
    const TYPE: FieldType = match LayoutProof::reading::<T>() {
        Some(_) => T::TYPE.sequence_of(),
        None => T::TYPE.with_problem(
            "the elements of a `CdrSlice` must have a fixed size and be valid for every bit pattern; use `Vec<T>`",
        ),
    };
}

impl<T: RosField + for<'de> CdrDeserialize<'de>> RosField for crate::CdrSliceMut<T> {
    const TYPE: FieldType = match LayoutProof::reading::<T>() {
        Some(_) => T::TYPE.sequence_of(),
        None => T::TYPE.with_problem(
            "the elements of a `CdrSliceMut` must have a fixed size and be valid for every bit pattern; use `Vec<T>`",
        ),
    };
}

impl<T: RosField, const N: usize> RosField for [T; N] {
    const TYPE: FieldType = T::TYPE.array_of(N);
}

#[cfg(feature = "bytes")]
impl RosField for bytes::Bytes {
    const TYPE: FieldType = u8::TYPE.sequence();
}

#[cfg(feature = "zenoh-buffers")]
impl RosField for zenoh_buffers::ZBuf {
    const TYPE: FieldType = u8::TYPE.sequence();
}
