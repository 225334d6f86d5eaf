//! Bytes from the wire never cause a panic or a reservation larger than the message. A truncated message is
//! an error that reports the position.

use proptest::prelude::*;
use ros_z_core::{CdrDeserialize, CdrStr, DeserializeError, RosMessage, SerializeError, from_slice, to_vec};
use ros_z_msgs::nav_msgs::Odometry;
use ros_z_msgs::sensor_msgs::{JointState, LaserScan, PointCloud2, PointField};
use ros_z_msgs::std_msgs::{Header, String as Text};
use ros_z_tests_wire::allocations::{Watching, watch};
use ros_z_tests_wire::types::*;

#[global_allocator]
static ALLOCATOR: Watching = Watching;

/// Reads the bytes as types of every shape.
fn read_as_everything(bytes: &[u8]) {
    let _ = from_slice::<AllPrims>(bytes);
    let _ = from_slice::<SeqMix>(bytes);
    let _ = from_slice::<SeqStr>(bytes);
    let _ = from_slice::<SeqHasSeq>(bytes);
    let _ = from_slice::<SeqLeadSmall>(bytes);
    let _ = from_slice::<SeqVec3>(bytes);
    let _ = from_slice::<Outer>(bytes);
    let _ = from_slice::<EmptyIn>(bytes);
    let _ = from_slice::<Odometry>(bytes);
    let _ = from_slice::<JointState>(bytes);
    let _ = from_slice::<LaserScan>(bytes);
    let _ = from_slice::<PointCloud2>(bytes);
    let _ = from_slice::<Vec<ros_z_msgs::std_msgs::Empty>>(bytes);
    let _ = from_slice::<&str>(bytes);
    let _ = from_slice::<&[u8]>(bytes);
    let _ = from_slice::<ros_z_core::CdrSlice<'_, LeadSmall>>(bytes).map(|slice| slice.iter().count());
}

proptest! {
    #[test]
    fn arbitrary_bytes_do_not_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..200), valid_header: bool) {
        if valid_header && bytes.len() >= 4 {
            bytes[..4].copy_from_slice(&[0, 1, 0, 0]);
        }
        read_as_everything(&bytes);
    }

    #[test]
    fn small_words_do_not_panic(words in prop::collection::vec(0u32..12, 0..50), big_endian: bool) {
        // Mostly plausible lengths, which the reader follows further than random ones.
        let mut bytes = vec![0, u8::from(!big_endian), 0, 0];
        bytes.extend(words.iter().flat_map(|word| if big_endian { word.to_be_bytes() } else { word.to_le_bytes() }));
        read_as_everything(&bytes);
    }

    #[test]
    fn no_length_makes_the_reader_reserve_more_than_the_message_contains(
        length: u32,
        tail in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut bytes = vec![0, 1, 0, 0];
        bytes.extend(length.to_le_bytes());
        bytes.extend(tail);
        let bound = 2 * bytes.len() + 64;
        let ((), allocations) = watch(|| read_as_everything(&bytes));
        let largest = allocations.largest;
        prop_assert!(largest <= bound, "{largest} bytes at once for a message of {}", bytes.len());
    }
}

/// Serializes the value again if the bytes are valid.
fn written_again<'de, T: RosMessage + CdrDeserialize<'de>>(bytes: &'de [u8]) -> Result<(), SerializeError> {
    match from_slice::<T>(bytes) {
        Ok(value) => to_vec(&value).map(drop),
        Err(_) => Ok(()),
    }
}

#[derive(RosMessage)]
#[ros(package = "gold")]
struct Texts<'a> {
    first: &'a str,
    any: CdrStr<'a>,
    all: Vec<String>,
    rest: Vec<CdrStr<'a>>,
}

proptest! {
    #[test]
    fn read_values_are_serializable(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(&b"a\0\0\xc3\xa9"[..]), 0..20), 4),
    ) {
        let mut bytes = vec![0, 1, 0, 0];
        for (index, text) in texts.iter().enumerate() {
            while bytes.len() % 4 > 0 {
                bytes.push(0xff);
            }
            if index > 1 {
                bytes.extend(1u32.to_le_bytes());
            }
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(text);
        }
        prop_assert_eq!(written_again::<Texts<'_>>(&bytes), Ok(()));
        prop_assert_eq!(written_again::<Text>(&bytes), Ok(()));
    }
}

// The first case is valid; rclpy 7.1.6 reads these as `hello`, `he` and an empty string.
#[test]
fn string_ends_at_its_first_nul_and_can_be_published_again() {
    for (body, expected) in [
        (&b"\x07\0\0\0hello\0\0"[..], "hello"),
        (b"\x06\0\0\0he\0lo\0", "he"),
        (b"\x02\0\0\0\0\0", ""),
    ] {
        let bytes = [&[0, 1, 0, 0], body].concat();
        let text = from_slice::<Text>(&bytes).unwrap();
        assert_eq!(text.data, expected);
        let again = to_vec(&text).unwrap();
        assert_eq!(from_slice::<Text>(&again).unwrap().data, expected);
        assert_eq!(again.len(), 4 + 4 + expected.len() + 1);
    }
}

fn cut_at_every_byte<T: RosMessage + for<'de> CdrDeserialize<'de>>(value: &T) {
    let bytes = to_vec(value).unwrap();
    from_slice::<T>(&bytes).unwrap_or_else(|error| panic!("{}: {error}", T::TYPE_NAME));
    for length in 0..bytes.len() {
        match from_slice::<T>(&bytes[..length]) {
            Ok(_) => panic!(
                "{} of {length} instead of {} bytes was read",
                T::TYPE_NAME,
                bytes.len()
            ),
            Err(DeserializeError::MissingHeader { length: found }) => assert_eq!(found, length),
            Err(
                DeserializeError::UnexpectedEnd {
                    position, remaining, ..
                }
                | DeserializeError::LengthOverrun {
                    position, remaining, ..
                },
            ) => assert_eq!(position + remaining + 4, length, "{}", T::TYPE_NAME),
            Err(other) => panic!("{} of {length} bytes: {other}", T::TYPE_NAME),
        }
    }
}

#[test]
fn message_truncated_at_any_byte_is_an_error_with_the_remaining_length() {
    let header = Header {
        frame_id: "map".into(),
        ..Default::default()
    };
    cut_at_every_byte(&AllPrims::default());
    cut_at_every_byte(&Odometry {
        header: header.clone(),
        ..Default::default()
    });
    cut_at_every_byte(&JointState {
        header: header.clone(),
        name: vec!["a".into(), "bc".into()],
        position: vec![1.0, 2.0],
        ..Default::default()
    });
    cut_at_every_byte(&PointCloud2 {
        header,
        fields: vec![PointField::default(); 3],
        data: vec![1; 30].into(),
        ..Default::default()
    });
    cut_at_every_byte(&SeqLeadSmall {
        s: vec![LeadSmall::default(); 3],
    });
    cut_at_every_byte(&SeqHasSeq {
        s: vec![HasSeq { a: 1, s: vec![2, 3] }; 2],
        z: 1.0,
    });
    cut_at_every_byte(&SeqStr {
        s: vec!["a".into(), String::new()],
        z: 1,
    });
}
