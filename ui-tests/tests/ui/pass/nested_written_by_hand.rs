//! Views and loans of a struct with a private nested type whose impls are written by hand.
#![deny(warnings)]

use cdr::{
    CdrDeserialize, CdrReader, CdrSequence, CdrSerialize, CdrWriter, DeserializeError, FieldType, HasLoan, HasView,
    RosField, RosMessage, SerializeError,
};

#[derive(Debug, PartialEq)]
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

impl HasView for Mode {
    type View<'a> = Self;
    type SequenceView<'a> = CdrSequence<'a, Self>;
}

impl HasLoan for Mode {
    type Loan = Self;
    type SequenceLoan = Vec<Self>;
}

#[derive(RosMessage)]
#[ros(crate = cdr, view, loan)]
pub struct Status {
    mode: Mode,
    modes: Vec<Mode>,
    pair: [Mode; 2],
    data: Vec<u8>,
}

/// A struct of the user that contains a view.
#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Last<'a> {
    status: StatusView<'a>,
}

fn main() {
    let loan = StatusLoan {
        mode: Mode(1),
        modes: vec![Mode(2)],
        pair: [Mode(3), Mode(4)],
        data: vec![5].into(),
    };
    let bytes = cdr::to_vec(&loan).unwrap();
    let Status { mode, modes, pair, data } = cdr::from_slice(&bytes).unwrap();
    assert_eq!((mode, modes, pair, data), (Mode(1), vec![Mode(2)], [Mode(3), Mode(4)], vec![5]));
    let view: StatusView = cdr::from_slice(&bytes).unwrap();
    assert_eq!((&view.mode, view.modes.len(), &view.pair, view.data), (&Mode(1), 1, &[Mode(3), Mode(4)], &[5][..]));
    let last: Last = cdr::from_slice(&bytes).unwrap();
    assert_eq!(last.status.mode, Mode(1));
}
