//! Functions and re-exports for derived code. Not public API: outside semver, tied to the derive of exactly
//! this version.

#[doc(hidden)]
pub use crate::__layout as layout;
#[doc(hidden)]
pub use crate::conditional::{ConditionalDebug, ConditionalDefault, ConditionalEq};
pub use crate::field_default::{FieldDefault, check_len, check_string_len, longest, longest_wide, wide_len};
#[doc(hidden)]
pub use crate::field_len::{FieldLen, FieldStrings};
#[doc(hidden)]
pub use crate::frozen_hash::check as check_hash;
#[doc(hidden)]
pub use crate::has_loan::SelectSequenceLoan;
#[doc(hidden)]
pub use crate::has_view::{Plain, SelectSequenceView, assert_same_field, is_plain};
#[doc(hidden)]
pub use crate::impls::{primitive::Number, wstring};
#[doc(hidden)]
pub use crate::no_constants::NoConstants;
#[doc(hidden)]
pub use crate::plain::{
    FieldOffset, Layout, Member, MemberOf, Read, Write, measure_plain, memory_as, never, read_plain,
    write_plain,
};
#[doc(hidden)]
pub use crate::{
    CdrDeserialize, CdrReader, CdrSequence, CdrSerialize, CdrSlice, CdrSliceMut, CdrWriter,
    ConstantDescription, ConstantValue, DefaultValue, DeserializeError, FieldDescription, FieldType, HasLoan,
    HasView, MessageField, RosField, RosMessage, SerializeError, SizeEstimation, Skipper, TypeDescription,
    TypeHash,
};
#[doc(hidden)]
pub use alloc::vec::Vec;
#[doc(hidden)]
pub use core;
#[doc(hidden)]
pub mod service {
    pub use crate::service::{EVENT, event_fields, event_name, fields, name_of, text};
}
#[doc(hidden)]
pub use core::{
    option::Option::{self, None, Some},
    result::Result::{self, Err, Ok},
};

/// Writes a struct without members: one zero byte.
#[doc(hidden)]
#[inline]
pub fn write_empty<W: CdrWriter>(writer: &mut W) -> Result<(), SerializeError> {
    writer.write_bytes(&[0])
}

/// Position after a struct without members.
#[doc(hidden)]
#[inline]
#[must_use]
pub fn measure_empty(position: usize) -> usize {
    position.wrapping_add(1)
}

/// Reads a struct without members: one byte of any value.
#[doc(hidden)]
#[inline]
pub fn read_empty(reader: &mut CdrReader<'_>) -> Result<(), DeserializeError> {
    reader.read_u8().map(drop)
}

/// Checks a bound before writing.
#[doc(hidden)]
#[inline]
pub fn check_max_len(field: &'static str, bound: usize, length: usize) -> Result<(), SerializeError> {
    if length > bound {
        return Err(SerializeError::BoundExceeded { field, bound, length });
    }
    Ok(())
}

/// Checks a bound after reading.
#[doc(hidden)]
#[inline]
pub fn check_max_len_read(field: &'static str, bound: usize, length: usize) -> Result<(), DeserializeError> {
    if length > bound {
        return Err(DeserializeError::BoundExceeded { field, bound, length });
    }
    Ok(())
}

/// Creates the error for an integer without a variant.
#[doc(hidden)]
#[must_use]
pub const fn enum_error(type_name: &'static str, value: i128, position: usize) -> DeserializeError {
    DeserializeError::InvalidEnum {
        type_name,
        value,
        position,
    }
}

/// Returns the description of a message, which its derived `RosField` contains.
#[doc(hidden)]
#[must_use]
pub const fn description_of<T: RosField>() -> &'static TypeDescription {
    match T::TYPE.nested {
        Some(description) => description,
        None => panic!("the type is not a message and has no description"),
    }
}

/// Returns the ROS type of a type, as a call that the compiler evaluates only if its result is used.
#[doc(hidden)]
#[must_use]
pub const fn type_of<T: RosField>() -> FieldType {
    T::TYPE
}

/// Returns the ROS name of a message, as [`type_of`] does.
#[doc(hidden)]
#[must_use]
pub const fn name_of<T: RosMessage>() -> &'static str {
    T::TYPE_NAME
}

/// Formats a struct with these fields.
#[doc(hidden)]
pub fn debug_fields(
    f: &mut core::fmt::Formatter<'_>,
    name: &str,
    fields: &[(&str, &dyn core::fmt::Debug)],
) -> core::fmt::Result {
    let mut debug = f.debug_struct(name);
    for (name, value) in fields {
        debug.field(name, value);
    }
    debug.finish()
}

/// The traits without the derives of the same names, for crates that re-export derives of their own.
#[doc(hidden)]
pub mod only_traits {
    pub use crate::message::RosMessage;
    pub use crate::traits::SizeEstimation;
}
