use cdr::{CdrDeserialize, CdrReader, CdrSerialize, CdrWriter, DeserializeError, FieldType, RosField, RosMessage, SerializeError};
struct Mode(u8);
impl CdrSerialize for Mode {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        self.0.serialize(writer)
    }
}
impl<'de> CdrDeserialize<'de> for Mode {
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        u8::deserialize(reader).map(Self)
    }
}
impl RosField for Mode {
    const TYPE: FieldType = u8::TYPE;
}
#[derive(RosMessage)]
#[ros(crate = cdr, view)]
struct Status {
    modes: [Mode; 2],
    data: Vec<u8>,
}
fn main() {}
