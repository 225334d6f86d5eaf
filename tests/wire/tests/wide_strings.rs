//! A `wstring` has the bytes of `rosidl_typesupport_fastrtps`: a count, then one `uint32` per UTF-16 unit.

use std::borrow::Cow;
use std::fmt::Debug;

use ros_z_core::{
    CdrDeserialize, DeserializeError, RosMessage, SerializeError, SizeEstimation, from_slice,
    from_slice_strict, to_vec,
};
use ros_z_tests_wire::hex;
use ros_z_tests_wire::vectors::{assert_written, lines, text};

const VECTORS: &str = include_str!("../data/golden/wstring.jsonl");

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct WideU8 {
    #[ros(wstring)]
    s: String,
    z: u8,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct WideF64<'a> {
    #[ros(wstring)]
    s: Cow<'a, str>,
    z: f64,
}

/// A wide string in every kind of field.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Wide {
    #[ros(wstring)]
    one: Box<str>,
    #[ros(wstring, max_len = 3)]
    bounded: String,
    #[ros(wstring)]
    some: Vec<String>,
    #[ros(wstring, max_len = 2, max_string_len = 4)]
    few: Vec<String>,
    #[ros(wstring)]
    two: [String; 2],
}

fn check<'de, T>(vector: &'de serde_json::Value, bytes: &'de [u8], value: T)
where
    T: RosMessage + SizeEstimation + CdrDeserialize<'de> + PartialEq + Debug,
{
    assert_written(text(vector, "id"), &value, bytes);
    assert_eq!(from_slice_strict::<T>(bytes), Ok(value), "{}", text(vector, "id"));
}

#[test]
fn every_vector_is_written_and_read_byte_for_byte() {
    for vector in lines(VECTORS) {
        let bytes = hex::decode(text(&vector, "hex_le"));
        match text(&vector, "id") {
            "ros_wstring_ab" => check(&vector, &bytes, WideU8 { s: "ab".into(), z: 7 }),
            "ros_wstring_surrogate" => check(
                &vector,
                &bytes,
                WideF64 {
                    s: "\u{1f916}".into(),
                    z: 1.0,
                },
            ),
            other => panic!("unknown vector {other}"),
        }
    }
}

#[test]
fn big_endian_wide_string_is_read() {
    let bytes = hex::decode("00000000000000020000d83e0000dd1607");
    let expected = WideU8 {
        s: "\u{1f916}".into(),
        z: 7,
    };
    assert_eq!(from_slice_strict(&bytes), Ok(expected));
}

#[test]
fn wide_strings_are_allowed_in_every_kind_of_field() {
    let value = Wide {
        one: "".into(),
        bounded: "a".into(),
        some: vec!["b".into(), String::new()],
        few: vec![],
        two: ["c".into(), "\u{e9}".into()],
    };
    let bytes = hex::decode(concat!(
        "00010000",
        "00000000",         // one
        "0100000061000000", // bounded
        "02000000",
        "0100000062000000",
        "00000000", // some
        "00000000", // few
        "0100000063000000",
        "01000000e9000000", // two
    ));
    assert_written("wide", &value, &bytes);
    assert_eq!(from_slice_strict(&bytes), Ok(value));
}

// sha256 of the JSON text of REP 2016, by Python's hashlib: type ids 18, 22, 162, 118 and 66.
#[test]
fn wide_strings_have_their_own_type_ids() {
    let expected = "RIHS01_a9dfcc48006649115c8b621a35f988ece99dc45ab3b9b7d99294b24d2086080a";
    assert_eq!(Wide::TYPE_HASH.to_string(), expected);
}

#[test]
fn bound_of_a_wide_string_counts_utf16_units() {
    let fits = Wide {
        bounded: "a\u{1f916}".into(),
        ..Default::default()
    };
    assert_eq!(from_slice_strict(&to_vec(&fits).unwrap()), Ok(fits));

    let long = Wide {
        bounded: "\u{1f916}\u{1f916}".into(),
        ..Default::default()
    };
    let expected = SerializeError::BoundExceeded {
        field: "bounded",
        bound: 3,
        length: 4,
    };
    assert_eq!(to_vec(&long), Err(expected));

    let long = Wide {
        few: vec![String::new(), "abcde".into()],
        ..Default::default()
    };
    let expected = SerializeError::BoundExceeded {
        field: "few",
        bound: 4,
        length: 5,
    };
    assert_eq!(to_vec(&long), Err(expected));

    let many = Wide {
        few: vec![String::new(); 3],
        ..Default::default()
    };
    let expected = SerializeError::BoundExceeded {
        field: "few",
        bound: 2,
        length: 3,
    };
    assert_eq!(to_vec(&many), Err(expected));
}

#[test]
fn bound_of_a_wide_string_is_checked_when_reading() {
    let bytes = hex::decode("00010000000000000400000061000000610000006100000061000000");
    let expected = DeserializeError::BoundExceeded {
        field: "bounded",
        bound: 3,
        length: 4,
    };
    assert_eq!(from_slice::<Wide>(&bytes), Err(expected));
}
