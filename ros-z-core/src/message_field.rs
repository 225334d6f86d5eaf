//! One trait for all requirements on a field of a message. For a type without parameters the derives require
//! this trait alone, so that the compiler reports an unsupported type once.

use crate::error::{DeserializeError, SerializeError};
use crate::message::RosField;
use crate::plain::layout::{Layout, Read, Write};
use crate::reader::CdrReader;
use crate::skipper::Skipper;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::type_description::FieldType;
use crate::writer::CdrWriter;

/// A type that can be a field of a message that is read for `'de`.
///
/// Implemented for every type that implements [`CdrSerialize`], [`CdrDeserialize`] and [`RosField`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a ROS 2 message",
    label = "not a ROS 2 type",
    note = "if `{Self}` is or contains your own struct or C-like enum, add `#[derive(RosMessage, SizeEstimation)]` to that",
    note = "to write the impls by hand, implement `CdrSerialize`, `CdrDeserialize` and `RosField`"
)]
// Not supertraits: the compiler would report each missing one.
pub trait MessageField<'de>: Sized {
    #[doc(hidden)]
    const FIELD_TYPE: FieldType;
    #[doc(hidden)]
    const FIELD_WRITE_LAYOUT: Layout<Self, Write>;
    #[doc(hidden)]
    const FIELD_READ_LAYOUT: Layout<Self, Read>;

    #[doc(hidden)]
    fn serialize_field<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError>;
    #[doc(hidden)]
    fn measure_field(&self, position: usize) -> usize;
    #[doc(hidden)]
    fn deserialize_field(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError>;
    #[doc(hidden)]
    fn skip_field(skipper: &mut Skipper<'de>) -> bool;
}

#[diagnostic::do_not_recommend]
impl<'de, T: CdrSerialize + CdrDeserialize<'de> + RosField> MessageField<'de> for T {
    const FIELD_TYPE: FieldType = T::TYPE;
    const FIELD_WRITE_LAYOUT: Layout<Self, Write> = T::WRITE_LAYOUT;
    const FIELD_READ_LAYOUT: Layout<Self, Read> = T::READ_LAYOUT;

    #[inline]
    fn serialize_field<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        T::serialize(self, writer)
    }

    #[inline]
    fn measure_field(&self, position: usize) -> usize {
        T::measure(self, position)
    }

    #[inline]
    fn deserialize_field(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        T::deserialize(reader)
    }

    #[inline]
    fn skip_field(skipper: &mut Skipper<'de>) -> bool {
        T::skip(skipper)
    }
}
