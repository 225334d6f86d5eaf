use cdr::{CdrDeserialize, CdrReader, CdrSerialize, CdrWriter, DeserializeError, FieldType, RosField, RosMessage, SerializeError};

struct ByHand(u8);

impl RosField for ByHand {
    const TYPE: FieldType = <u8 as RosField>::TYPE;
}

impl CdrSerialize for ByHand {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        self.0.serialize(writer)
    }
}

impl CdrDeserialize<'_> for ByHand {
    fn deserialize(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        reader.read_u8().map(Self)
    }
}

#[derive(RosMessage)]
#[ros(crate = cdr, view)]
struct Label {
    text: String,
    nested: ByHand,
}

fn main() {}
