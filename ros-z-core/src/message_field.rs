//! All that a field of a message needs, under one name. The derives go through it for a type without parameters,
//! so that a type that is no field is one mistake to the compiler too. How anything is written is not known here.

use crate::error::{DeserializeError, SerializeError};
use crate::message::RosField;
use crate::plain::layout::{Layout, Read, Write};
use crate::reader::CdrReader;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::type_description::FieldType;
use crate::writer::CdrWriter;

/// A type that may be a field of a message that is read for `'de`.
///
/// Every type that implements [`CdrSerialize`], [`CdrDeserialize`] and [`RosField`] is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a ROS 2 message",
    label = "not a ROS 2 type",
    note = "if `{Self}` is or holds a struct or C-like enum of yours, add `#[derive(RosMessage, SizeEstimation)]` to that",
    note = "to write the impls by hand, implement `CdrSerialize`, `CdrDeserialize` and `RosField`"
)]
// The traits are no supertraits: the compiler would name each of them that is missing.
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
}
