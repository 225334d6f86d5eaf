//! The measured size equals the number of bytes written and read, for every value and starting position; the
//! value is read back; a message truncated at any byte is an error.

use std::fmt::Debug;

use proptest::prelude::*;
use ros_z_core::{
    CdrDeserialize, CdrReader, CdrSerialize, CdrWriter, CountingWriter, ENCAPSULATION_LEN, RosMessage,
    SizeEstimation, SliceWriter, VecWriter, from_slice, from_slice_surplus, to_slice, to_vec,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage)]
#[repr(i16)]
enum Gear {
    Reverse = -1,
    #[default]
    Neutral,
    First,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
struct Void {}

/// Plain at some phases only.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
struct Uneven {
    a: u32,
    b: u32,
    c: f64,
}

/// Never plain.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
struct Ladder {
    a: u8,
    b: u16,
    c: bool,
    d: u64,
    e: Gear,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
struct Part {
    name: String,
    ladder: Ladder,
    values: Vec<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
struct Everything {
    flag: bool,
    uneven: Vec<Uneven>,
    ladders: Vec<Ladder>,
    void: Void,
    voids: Vec<Void>,
    parts: Vec<Part>,
    two: [Part; 2],
    #[ros(wstring)]
    wide: String,
    #[ros(wstring)]
    wides: Vec<String>,
    #[ros(max_len = 8)]
    few: Vec<u16>,
    gears: Vec<Gear>,
    shorts: Box<[i16]>,
    data: bytes::Bytes,
    last: i64,
}

fn text() -> impl Strategy<Value = String> {
    "[a-z\u{e9}\u{4e16}\u{1f916}]{0,9}"
}

fn gear() -> impl Strategy<Value = Gear> {
    prop_oneof![Just(Gear::Reverse), Just(Gear::Neutral), Just(Gear::First)]
}

fn uneven() -> impl Strategy<Value = Uneven> {
    (any::<u32>(), any::<u32>(), any::<f64>()).prop_map(|(a, b, c)| Uneven { a, b, c })
}

fn ladder() -> impl Strategy<Value = Ladder> {
    (any::<u8>(), any::<u16>(), any::<bool>(), any::<u64>(), gear()).prop_map(|(a, b, c, d, e)| Ladder {
        a,
        b,
        c,
        d,
        e,
    })
}

fn several<T: Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(of, 0..6)
}

fn part() -> impl Strategy<Value = Part> {
    (text(), ladder(), several(any::<f64>())).prop_map(|(name, ladder, values)| Part { name, ladder, values })
}

fn everything() -> impl Strategy<Value = Everything> {
    let first = (
        any::<bool>(),
        several(uneven()),
        several(ladder()),
        0..4usize,
        several(part()),
        [part(), part()],
    );
    let second = (
        text(),
        several(text()),
        several(any::<u16>()),
        several(gear()),
        several(any::<i16>()),
    );
    let third = (several(any::<u8>()), any::<i64>());
    (first, second, third).prop_map(|(first, second, third)| {
        let (flag, uneven, ladders, voids, parts, two) = first;
        let (wide, wides, few, gears, shorts) = second;
        Everything {
            flag,
            uneven,
            ladders,
            void: Void {},
            voids: vec![Void {}; voids],
            parts,
            two,
            wide,
            wides,
            few,
            gears,
            shorts: shorts.into(),
            data: third.0.into(),
            last: third.1,
        }
    })
}

/// Writes `value` after `lead` bytes.
fn written_at<T: CdrSerialize>(value: &T, lead: usize) -> Vec<u8> {
    let mut writer = VecWriter::default();
    writer.write_padding(lead).unwrap();
    value.serialize(&mut writer).unwrap();
    writer.into_inner()
}

fn check<T>(value: &T)
where
    T: CdrSerialize + SizeEstimation + PartialEq + Debug + for<'de> CdrDeserialize<'de>,
{
    for position in 0..8 {
        let body = written_at(value, position);
        assert_eq!(value.measure(position), body.len());
        let mut counting = CountingWriter::new(position);
        value.serialize(&mut counting).unwrap();
        assert_eq!(counting.position(), body.len());

        let mut stale = vec![0xaa; body.len()];
        let mut slice = SliceWriter::new(&mut stale);
        slice.write_padding(position).unwrap();
        value.serialize(&mut slice).unwrap();
        assert_eq!((slice.position(), &stale), (body.len(), &body));

        let message = [&[0, 1, 0, 0], &body[..], &[0xaa; 3]].concat();
        let mut reader = CdrReader::new(&message).unwrap();
        reader.read_bytes(position).unwrap();
        assert_eq!(T::deserialize(&mut reader).as_ref(), Ok(value));
        assert_eq!((reader.position(), reader.remaining()), (body.len(), 3));
    }

    let message = to_vec(value).unwrap();
    assert_eq!(value.estimated_serialized_size(), message.len());
    assert_eq!(message.len(), ENCAPSULATION_LEN + value.measure(0));
    assert_eq!(message.capacity(), message.len(), "the vector is reserved once");
    let mut surplus = message.clone();
    surplus.extend([7; 5]);
    assert_eq!(
        from_slice_surplus::<T>(&surplus).map(|(read, left)| (read == *value, left)),
        Ok((true, 5))
    );
    for length in 0..message.len() {
        assert!(
            from_slice::<T>(&message[..length]).is_err(),
            "cut to {length} of {}",
            message.len()
        );
        to_slice(value, &mut vec![0; length]).unwrap_err();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn message_with_every_kind_of_field(value in everything()) {
        check(&value);
    }

    #[test]
    fn sequences_of_plain_and_other_structs(uneven in several(uneven()), ladders in several(ladder())) {
        check(&uneven.first().copied().unwrap_or_default());
        check(&ladders.first().copied().unwrap_or_default());
        check(&Everything { uneven, ladders, ..Default::default() });
    }
}

#[test]
fn empty_message() {
    check(&Void {});
    check(&Everything::default());
}
