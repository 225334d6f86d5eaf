//! Fields that borrow from the message or share its memory have the same wire format and values as owned
//! fields, and really borrow.

use std::borrow::Cow;

use bytes::Bytes;
use ros_z_core::{
    CdrDeserialize, CdrReader, CdrSlice, CdrStr, DeserializeError, RosMessage, SerializeError,
    SizeEstimation, from_slice, from_slice_strict, to_vec,
};
use ros_z_msgs::geometry_msgs::Point;
use zenoh_buffers::buffer::SplitBuffer;
use zenoh_buffers::{ZBuf, ZSlice};

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "gold/msg/Scan")]
struct Owned {
    name: String,
    data: Vec<u8>,
    label: String,
    points: Vec<Point>,
    ranges: Vec<f32>,
    last: u8,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "gold/msg/Scan")]
struct Borrowed<'a> {
    name: &'a str,
    data: &'a [u8],
    label: Cow<'a, str>,
    points: CdrSlice<'a, Point>,
    ranges: Cow<'a, [f32]>,
    last: u8,
}

#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "gold/msg/Scans")]
struct OwnedList {
    first: Owned,
    all: Vec<Owned>,
}

#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "gold/msg/Scans")]
struct BorrowedList<'first, 'all> {
    first: Borrowed<'first>,
    all: Vec<Borrowed<'all>>,
}

fn owned(len: usize) -> Owned {
    Owned {
        name: "front".into(),
        data: (1..).take(len).collect(),
        label: "\u{e9}t\u{e9}".into(),
        points: (0..len)
            .map(|x| Point {
                x: x as f64,
                y: 1.5,
                z: -2.0,
            })
            .collect(),
        ranges: (0..len).map(|range| range as f32).collect(),
        last: 9,
    }
}

fn borrowed(owned: &Owned) -> Borrowed<'_> {
    Borrowed {
        name: &owned.name,
        data: &owned.data,
        label: Cow::Borrowed(&owned.label),
        points: owned.points.as_slice().into(),
        ranges: Cow::Borrowed(&owned.ranges),
        last: owned.last,
    }
}

/// Passes the message at every address modulo 8, as a slice of a longer vector.
fn at_every_address(message: &[u8], mut check: impl FnMut(&[u8])) {
    for offset in 0..8 {
        let mut room = vec![0xaa; offset];
        room.extend_from_slice(message);
        check(&room[offset..]);
    }
}

/// Returns whether `part` is in the memory of `whole`.
fn lies_in<T, U>(part: &[T], whole: &[U]) -> bool {
    let (part, whole) = (part.as_ptr_range(), whole.as_ptr_range());
    part.start.addr() >= whole.start.addr() && part.end.addr() <= whole.end.addr()
}

#[test]
fn borrowed_fields_write_the_bytes_of_owned_fields() {
    for len in [0, 1, 2, 5, 33] {
        let owned = owned(len);
        let view = borrowed(&owned);
        assert_eq!(to_vec(&view), to_vec(&owned));
        assert_eq!(
            view.estimated_serialized_size(),
            owned.estimated_serialized_size()
        );
    }
    assert_eq!(Borrowed::TYPE_HASH, Owned::TYPE_HASH);
    assert_eq!(Borrowed::type_description(), Owned::type_description());
}

#[test]
fn borrowed_fields_read_the_same_values_from_every_address() {
    for len in [0, 1, 2, 5, 33] {
        let owned = owned(len);
        let message = to_vec(&owned).unwrap();
        at_every_address(&message, |message| {
            let view: Borrowed<'_> = from_slice_strict(message).unwrap();
            assert_eq!(view, borrowed(&owned));
            assert_eq!(view.points.to_vec(), owned.points);
            assert_eq!(view.points.iter().collect::<Vec<_>>(), owned.points);
            for index in 0..len + 1 {
                assert_eq!(view.points.get(index), owned.points.get(index).copied());
            }
            assert_eq!(
                to_vec(&view).as_deref(),
                Ok(&to_vec(&owned).unwrap()[..]),
                "the view, serialized again"
            );
        });
    }
}

#[test]
fn borrowed_fields_point_into_the_message() {
    let message = to_vec(&owned(4)).unwrap();
    let mut in_place = 0;
    at_every_address(&message, |message| {
        let view: Borrowed<'_> = from_slice_strict(message).unwrap();
        assert!(lies_in(view.name.as_bytes(), message));
        assert!(lies_in(view.data, message));
        assert!(matches!(&view.label, Cow::Borrowed(label) if lies_in(label.as_bytes(), message)));
        if let Some(points) = view.points.as_slice() {
            assert!(lies_in(points, message));
            in_place += 1;
        }
        assert_eq!(
            matches!(&view.ranges, Cow::Borrowed(ranges) if lies_in(ranges, message)),
            {
                let body = message.as_ptr().addr() + 4;
                body.is_multiple_of(4)
            }
        );
    });
    assert_eq!(in_place, 1, "one address of eight is aligned for `f64`");
}

#[test]
fn nested_messages_borrow_for_the_lifetime_of_the_message() {
    let (first, second) = (owned(3), owned(2));
    let list = OwnedList {
        first: first.clone(),
        all: vec![first.clone(), second.clone()],
    };
    let message = to_vec(&list).unwrap();
    let view: BorrowedList<'_, '_> = from_slice_strict(&message).unwrap();
    assert_eq!(view.first, borrowed(&first));
    assert_eq!(view.all, [borrowed(&first), borrowed(&second)]);
    assert!(lies_in(view.all[1].name.as_bytes(), &message));
    assert_eq!(to_vec(&view).unwrap(), message);
    assert_eq!(BorrowedList::TYPE_HASH, OwnedList::TYPE_HASH);
}

// The vector `seq_point_2` of Fast-CDR and rosbags in big-endian order, without its last byte.
#[test]
fn big_endian_sequence_is_never_viewed_in_place_and_reads_the_same() {
    let mut message = vec![0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0];
    message.extend(
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
            .iter()
            .flat_map(|number: &f64| number.to_be_bytes()),
    );
    let expected = [
        Point {
            x: 1.0,
            y: 2.0,
            z: 3.0,
        },
        Point {
            x: 4.0,
            y: 5.0,
            z: 6.0,
        },
    ];
    at_every_address(&message, |message| {
        let slice: CdrSlice<'_, Point> = from_slice_strict(message).unwrap();
        assert_eq!(slice.as_slice(), None);
        assert_eq!(slice.to_vec(), expected);
        assert_eq!(from_slice::<Cow<'_, [Point]>>(message).unwrap(), &expected[..]);
        assert!(matches!(
            from_slice::<Cow<'_, [Point]>>(message),
            Ok(Cow::Owned(_))
        ));
    });
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "gold/msg/Blob")]
struct Blob<T> {
    lead: u8,
    data: T,
    behind: u16,
}

fn blob<T>(data: T) -> Blob<T> {
    Blob {
        lead: 1,
        data,
        behind: 2,
    }
}

#[test]
fn every_byte_sequence_type_has_the_same_wire_bytes() {
    for len in [0, 1, 2, 3, 1000] {
        let data: Vec<u8> = (0..len).map(|byte| byte as u8).collect();
        let (left, right) = data.split_at(data.len() / 2);
        let mut pieces = ZBuf::empty();
        pieces.push_zslice(ZSlice::from(left.to_vec()));
        pieces.push_zslice(ZSlice::from(right.to_vec()));

        let message = to_vec(&blob(data.clone())).unwrap();
        assert_eq!(to_vec(&blob(Bytes::from(data.clone()))).unwrap(), message);
        assert_eq!(to_vec(&blob(ZBuf::from(data.clone()))).unwrap(), message);
        assert_eq!(to_vec(&blob(pieces)).unwrap(), message);
        assert_eq!(to_vec(&blob(data.as_slice())).unwrap(), message);
        assert_eq!(to_vec(&blob(Cow::Borrowed(data.as_slice()))).unwrap(), message);
        assert_eq!(to_vec(&blob(CdrSlice::from(&data))).unwrap(), message);
        assert_eq!(to_vec(&blob(data.clone().into_boxed_slice())).unwrap(), message);
        assert_eq!(
            blob(ZBuf::from(data.clone())).estimated_serialized_size(),
            message.len()
        );

        assert_eq!(from_slice_strict(&message), Ok(blob(data.as_slice())));
        assert_eq!(from_slice_strict(&message), Ok(blob(Bytes::from(data.clone()))));
        assert_eq!(
            from_slice_strict(&message),
            Ok(blob(data.clone().into_boxed_slice()))
        );
        let read: Blob<ZBuf> = from_slice_strict(&message).unwrap();
        assert_eq!(read.data.contiguous(), data);
    }
    assert_eq!(Blob::<Vec<u8>>::TYPE_HASH, Blob::<ZBuf>::TYPE_HASH);
    assert_eq!(Blob::<Vec<u8>>::TYPE_HASH, Blob::<Bytes>::TYPE_HASH);
}

#[test]
fn message_in_two_slices_is_read_at_every_division() {
    let value = blob((0..100).collect::<Vec<u8>>());
    let message = to_vec(&value).unwrap();
    for at in 4..message.len() {
        let slices = [
            ZSlice::from(message[..at].to_vec()),
            ZSlice::from(message[at..].to_vec()),
        ];
        let mut reader = CdrReader::from_zslices(&slices).unwrap();
        let read = Blob::<ZBuf>::deserialize(&mut reader).unwrap();
        reader.finish().unwrap();
        assert_eq!((read.lead, read.behind), (1, 2), "divided at {at}");
        assert_eq!(read.data.contiguous(), value.data.as_slice(), "divided at {at}");
        let shared = slices
            .iter()
            .any(|slice| lies_in(read.data.zslices().next().unwrap(), slice));
        assert!(shared, "divided at {at}");

        let mut reader = CdrReader::from_zslices(&slices).unwrap();
        let read = Blob::<&[u8]>::deserialize(&mut reader);
        if (13..112).contains(&at) {
            assert_eq!(
                read,
                Err(DeserializeError::Fragmented {
                    needed: 100,
                    position: 8
                }),
                "divided at {at}"
            );
        } else {
            assert_eq!(read, Ok(blob(value.data.as_slice())), "divided at {at}");
        }
    }
}

#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "gold/msg/Named")]
struct OwnedNames {
    flag: u8,
    #[ros(max_len = 6)]
    name: String,
    #[ros(max_string_len = 5, max_len = 3)]
    all: Vec<String>,
    two: [String; 2],
}

#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "gold/msg/Named")]
struct AnyNames<'a> {
    flag: u8,
    #[ros(max_len = 6)]
    name: CdrStr<'a>,
    #[ros(max_string_len = 5, max_len = 3)]
    all: Vec<CdrStr<'a>>,
    two: [CdrStr<'a>; 2],
}

#[test]
fn string_of_any_encoding_has_the_wire_bytes_of_a_string() {
    assert_eq!(OwnedNames::TYPE_HASH, AnyNames::TYPE_HASH);
    let owned = OwnedNames {
        flag: 1,
        name: "caf\u{e9}".into(),
        all: vec!["".into(), "b".into(), "front".into()],
        two: ["x".into(), "yz".into()],
    };
    let bytes = to_vec(&owned).unwrap();
    let any = from_slice_strict::<AnyNames<'_>>(&bytes).unwrap();
    assert_eq!(any.name.to_str(), Ok("caf\u{e9}"));
    assert_eq!(
        any.all,
        [CdrStr::from(""), CdrStr::from("b"), CdrStr::from("front")]
    );
    assert!(bytes.as_ptr_range().contains(&any.name.as_bytes().as_ptr()));
    assert_eq!(to_vec(&any).unwrap(), bytes);
    assert_eq!(any.estimated_serialized_size(), bytes.len());
    assert_eq!(from_slice::<OwnedNames>(&bytes).unwrap(), owned);
}

#[test]
fn latin_1_is_an_error_as_a_string_and_readable_as_bytes() {
    let bytes = b"\0\x01\0\0\x01\x09\x09\x09\x05\0\0\0caf\xe9\0\x09\x09\x09\0\0\0\0\0\0\0\0\0\0\0\0";
    let error = from_slice::<OwnedNames>(bytes).unwrap_err();
    assert_eq!(error, DeserializeError::InvalidUtf8 { position: 11 });
    let any = from_slice_strict::<AnyNames<'_>>(bytes).unwrap();
    assert_eq!(
        (any.name.as_bytes(), any.name.to_string_lossy()),
        (&b"caf\xe9"[..], "caf\u{fffd}".into())
    );
    let again = to_vec(&any).unwrap();
    assert_eq!(from_slice::<AnyNames<'_>>(&again).unwrap(), any);
}

#[test]
fn bounds_and_nuls_of_strings_of_any_encoding_are_checked() {
    let mut any = AnyNames {
        flag: 0,
        name: CdrStr::new(b"1234567"),
        all: vec![],
        two: [CdrStr::default(); 2],
    };
    assert!(matches!(
        to_vec(&any),
        Err(SerializeError::BoundExceeded {
            field: "name",
            bound: 6,
            length: 7
        })
    ));
    any.name = CdrStr::new(b"a\0b");
    assert_eq!(to_vec(&any), Err(SerializeError::InteriorNul { index: 1 }));
    any.name = CdrStr::default();
    any.all = vec![CdrStr::new(b"\xff\xff\xff\xff\xff\xff")];
    assert!(matches!(
        to_vec(&any),
        Err(SerializeError::BoundExceeded {
            field: "all",
            bound: 5,
            length: 6
        })
    ));
}

#[test]
fn a_borrowed_sequence_is_printed_as_the_owned_one() {
    let owned = owned(3);
    let message = to_vec(&owned.points).unwrap();
    let slice: CdrSlice<'_, Point> = from_slice_strict(&message).unwrap();
    assert_eq!(format!("{slice:?}"), format!("{:?}", owned.points));
    let values = CdrSlice::from(&owned.points);
    assert_eq!(format!("{values:#?}"), format!("{:#?}", owned.points));
}
