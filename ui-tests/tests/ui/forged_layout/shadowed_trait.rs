//! The core at a user's path, with a trait that declares a string to be a number.
#![forbid(unsafe_code)]

mod forged {
    pub use cdr::*;

    pub mod __private {
        pub use cdr::__private::*;

        pub trait MessageField<'de>: cdr::MessageField<'de> {
            const FIELD_READ_LAYOUT: Layout<[u64; 3], Read> = <[u64; 3] as CdrDeserialize>::READ_LAYOUT;
            const FIELD_WRITE_LAYOUT: Layout<[u64; 3], Write> = <[u64; 3] as CdrSerialize>::WRITE_LAYOUT;
            const FIELD_TYPE: FieldType = <Self as cdr::MessageField<'de>>::FIELD_TYPE;

            fn serialize_field<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
                cdr::MessageField::serialize_field(self, writer)
            }
            fn measure_field(&self, position: usize) -> usize {
                cdr::MessageField::measure_field(self, position)
            }
            fn deserialize_field(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
                <Self as cdr::MessageField<'de>>::deserialize_field(reader)
            }
        }

        impl<'de, T: cdr::MessageField<'de>> MessageField<'de> for T {}
    }
}

/// By another name, since a `String` has no layout.
type Label = String;

#[derive(forged::RosMessage)]
#[ros(crate = forged)]
struct Text {
    text: Label,
}

fn main() {}
