//! Reading the generated view of a message of `ros_z_msgs`, and iterating its sequences, allocates nothing, in
//! either byte order. The fields for which a view allocates are listed, each with its reason.

use std::sync::Arc;

use ros_z_core::{
    BaseType, CdrDeserialize, CdrSerialize, Collection, ConstantValue, FieldType, HasView, RosMessage,
    SizeEstimation, TypeDescription, ViewOf, from_slice, from_slice_surplus, to_slice, to_vec,
};
use ros_z_msgs::catalogue::MESSAGES;
use ros_z_msgs::diagnostic_msgs::DiagnosticArray;
use ros_z_msgs::sensor_msgs::{JointState, PointCloud2};
use ros_z_msgs::tf2_msgs::TFMessage;
use ros_z_tests_wire::allocations::{Allocations, Watching, watch};
use ros_z_tests_wire::hex;
use ros_z_tests_wire::recordings::{self, Visitor};
use ros_z_tests_wire::vectors::{lines, text};

#[global_allocator]
static ALLOCATOR: Watching = Watching;

/// No allocation at all: a single one would set both members, because an allocation has at least one byte.
const NONE: Allocations = Allocations { largest: 0, peak: 0 };

const VECTORS: &str = include_str!("../data/golden/vectors.jsonl");

/// Recorded types with variable contents that are declared without `#[ros(view)]`: their view is the owned
/// type, which copies strings and sequences.
const OWNED: &[&str] = &[
    "example_interfaces/srv/AddTwoInts_Event",
    "nav2_msgs/msg/Costmap",
    "nebula_msgs/msg/NebulaPackets",
    "pandar_msgs/msg/PandarScan",
    "test_msgs/msg/Strings",
    "test_msgs/srv/BasicTypes_Event",
    "velodyne_msgs/msg/VelodyneScan",
];

/// The allocations of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OfView {
    reading: Allocations,
    /// Allocations while all values are written, which reads every element of every sequence.
    iterating: Allocations,
}

const NOTHING: OfView = OfView {
    reading: NONE,
    iterating: NONE,
};

/// Reads a message as a view, and writes all of it into a buffer.
///
/// # Panics
/// If the view contains other values than the owned message, or the allocations depend on the address.
fn read<T>(message: &[u8]) -> OfView
where
    T: RosMessage + CdrSerialize + HasView + for<'de> CdrDeserialize<'de>,
{
    let name = T::TYPE_NAME;
    let (owned, _) = from_slice_surplus::<T>(message).expect(name);
    let expected = to_vec(&owned).expect(name);
    let read_at = |offset: usize| {
        let mut room = vec![0; offset];
        room.extend_from_slice(message);
        let mut written = vec![0; expected.len()];
        let (view, reading) = watch(|| from_slice_surplus::<ViewOf<'_, T>>(&room[offset..]));
        let (view, _) = view.expect(name);
        let (len, iterating) = watch(|| to_slice(&view, &mut written));
        assert_eq!(len, Ok(expected.len()), "{name}");
        assert!(written == expected, "{name}: the view has other values");
        OfView { reading, iterating }
    };
    let aligned = read_at(0);
    assert_eq!(read_at(1), aligned, "{name}: at an odd address");
    aligned
}

/// A message of `ros_z_msgs`.
struct Message {
    type_name: &'static str,
    read: fn(&[u8]) -> OfView,
}

macro_rules! messages {
    ($($package:ident { $($name:ident)* })*) => {
        /// All messages of the catalogue, which itself has no Rust types.
        const TYPES: &[Message] = &[$($(
            Message {
                type_name: <ros_z_msgs::$package::$name as RosMessage>::TYPE_NAME,
                read: read::<ros_z_msgs::$package::$name>,
            },
        )*)*];
    };
}

ros_z_msgs::__for_each_message!(messages);

/// Writes a value of any type, in which every string has contents and every sequence has two elements if its
/// bound allows them.
struct Filled {
    body: Vec<u8>,
    big_endian: bool,
}

impl Filled {
    fn message(description: &TypeDescription, big_endian: bool) -> Vec<u8> {
        let mut filled = Self {
            body: Vec::new(),
            big_endian,
        };
        filled.description(description);
        let mut message = vec![0, u8::from(!big_endian), 0, 0];
        message.extend(filled.body);
        message
    }

    /// Writes an integer of `size` bytes at its alignment.
    fn integer(&mut self, value: i128, size: usize) {
        self.body.resize(self.body.len().next_multiple_of(size), 0);
        let mut bytes = value.to_le_bytes()[..size].to_vec();
        if self.big_endian {
            bytes.reverse();
        }
        self.body.extend(bytes);
    }

    fn description(&mut self, description: &TypeDescription) {
        for field in description.fields {
            self.field(&field.field_type);
        }
        if description.fields.is_empty() {
            // A struct without members is one zero byte.
            self.body.push(0);
        }
    }

    fn field(&mut self, of: &FieldType) {
        let count = match of.collection {
            Collection::Single => 1,
            Collection::Array(len) => len,
            Collection::Bounded(bound) => bound.min(2),
            Collection::Unbounded => 2,
        };
        if matches!(of.collection, Collection::Bounded(_) | Collection::Unbounded) {
            self.integer(count as i128, 4);
        }
        for _ in 0..count {
            self.value(of);
        }
    }

    fn value(&mut self, of: &FieldType) {
        let number = match of.constants.first().map(|constant| constant.value) {
            Some(ConstantValue::Integer(value)) => value,
            _ => 1,
        };
        match of.base {
            BaseType::Nested => self.description(of.nested.expect("a nested type has a description")),
            BaseType::Int8 | BaseType::Uint8 | BaseType::Char | BaseType::Bool | BaseType::Byte => {
                self.integer(number, 1);
            }
            BaseType::Int16 | BaseType::Uint16 => self.integer(number, 2),
            BaseType::Int32 | BaseType::Uint32 | BaseType::Float32 => self.integer(number, 4),
            BaseType::Int64 | BaseType::Uint64 | BaseType::Float64 => self.integer(number, 8),
            BaseType::String => {
                assert!(of.string_bound.is_none_or(|bound| bound >= 4), "the text fits");
                self.integer(5, 4);
                self.body.extend(*b"text\0");
            }
            // Empty: a wide string is converted to a `String`, which no view can borrow.
            BaseType::Wstring => self.integer(0, 4),
            other => panic!("no message has a {other:?}"),
        }
    }
}

/// Checks the allocations of a message.
///
/// # Panics
/// If it allocates.
fn check(message: &Message, bytes: &[u8]) {
    let (name, allocations) = (message.type_name, (message.read)(bytes));
    assert_eq!(allocations, NOTHING, "{name}");
}

#[test]
fn views_of_all_messages_allocate_nothing() {
    let names: Vec<_> = TYPES.iter().map(|message| message.type_name).collect();
    let catalogue: Vec<_> = MESSAGES.iter().map(|entry| entry.type_name).collect();
    assert_eq!(names, catalogue, "the list contains all messages");
    for (message, entry) in TYPES.iter().zip(MESSAGES) {
        for big_endian in [false, true] {
            let filled = Filled::message(&(entry.type_description)(), big_endian);
            check(message, &filled);
        }
    }
}

#[test]
fn views_of_golden_messages_allocate_nothing() {
    let mut read = Vec::new();
    for vector in lines(VECTORS) {
        let message = TYPES
            .iter()
            .find(|message| message.type_name == text(&vector, "type"));
        // The other vectors have types without a view.
        let Some(message) = message else { continue };
        for key in ["hex_le", "hex_be"] {
            let bytes = hex::decode(text(&vector, key));
            check(message, &bytes);
        }
        read.push(message.type_name);
    }
    assert_eq!(
        read,
        [
            "std_msgs/msg/Empty",
            "std_msgs/msg/Header",
            "nav_msgs/msg/Odometry",
            "sensor_msgs/msg/JointState",
            "sensor_msgs/msg/PointCloud2",
        ]
    );
}

/// Reads a recording.
struct Recorded<'a>(&'a [u8], Option<OfView>);

impl Visitor for Recorded<'_> {
    fn visit<T: RosMessage + SizeEstimation + HasView + for<'de> CdrDeserialize<'de>>(&mut self) {
        self.1 = Some(read::<T>(self.0));
    }
}

#[test]
fn views_of_recordings_allocate_nothing() {
    let mut without = 0;
    for recording in recordings::recordings() {
        let (file, type_name) = (recording.text("file"), recording.text("type"));
        let mut recorded = Recorded(&recording.bytes, None);
        recordings::visit(type_name, &mut recorded);
        let allocations = recorded.1.expect("the type was visited");
        if OWNED.contains(&type_name) {
            assert_ne!(allocations.reading, NONE, "{file}");
        } else {
            assert_eq!(allocations, NOTHING, "{file}");
            without += 1;
        }
    }
    assert_eq!(without, 31);
}

/// Returns a filled message of the type.
fn filled<T: RosMessage>() -> Vec<u8> {
    Filled::message(&T::type_description(), false)
}

#[test]
fn iterating_sequences_of_messages_and_strings_allocates_nothing() {
    let message = filled::<JointState>();
    let view = from_slice::<ViewOf<'_, JointState>>(&message).unwrap();
    let (len, allocations) = watch(|| view.name.iter().map(str::len).sum::<usize>());
    assert_eq!((len, allocations), (8, NONE));
    let (sum, allocations) = watch(|| view.position.iter().map(f64::to_bits).sum::<u64>());
    assert_eq!((sum, allocations), (2, NONE));

    let message = filled::<TFMessage>();
    let view = from_slice::<ViewOf<'_, TFMessage>>(&message).unwrap();
    let transforms = || {
        view.transforms
            .iter()
            .map(|transform| transform.child_frame_id.len())
    };
    let (len, allocations) = watch(|| transforms().sum::<usize>());
    assert_eq!((len, allocations), (8, NONE));

    let message = filled::<PointCloud2>();
    let view = from_slice::<ViewOf<'_, PointCloud2>>(&message).unwrap();
    let (len, allocations) = watch(|| view.fields.iter().map(|field| field.name.len()).sum::<usize>());
    assert_eq!((len, allocations), (8, NONE));

    // Sequences in the elements of a sequence.
    let message = filled::<DiagnosticArray>();
    let view = from_slice::<ViewOf<'_, DiagnosticArray>>(&message).unwrap();
    let values = || view.status.iter().flat_map(|status| status.values.iter());
    let (len, allocations) = watch(|| {
        values()
            .map(|pair| pair.key.len() + pair.value.len())
            .sum::<usize>()
    });
    assert_eq!((len, allocations), (32, NONE));
}

macro_rules! views {
    ($($name:ident { $($(#[$attr:meta])* $field:ident: $type:ty),* })*) => {$(
        #[derive(Clone, Debug, RosMessage, SizeEstimation)]
        #[ros(package = "demo_msgs", view)]
        struct $name { $($(#[$attr])* $field: $type),* }
    )*};
}

#[derive(Clone, Debug, RosMessage, SizeEstimation)]
#[ros(package = "demo_msgs")]
struct Unviewed {
    text: String,
}

views! {
    // The message has UTF-16, which a `&str` cannot borrow.
    Wide { #[ros(wstring)] wide: String, text: String }
    // An array is read by way of a `Vec`, except one of numbers or of `bool`.
    TwoTexts { texts: [String; 2] }
    TwoViews { views: [Viewed; 2] }
    // A box remains a box.
    Boxed { number: Box<f64>, text: String }
    Shared { number: Arc<f64>, text: String }
    // The nested struct has no view, and owns its string.
    Nested { nested: Unviewed }
    NestedSequence { nested: Vec<Unviewed> }

    Viewed { text: String }
}

/// Returns the allocations for reading the view of this value.
fn reading<T>(value: &T) -> Allocations
where
    T: RosMessage + CdrSerialize + HasView + for<'de> CdrDeserialize<'de>,
{
    read::<T>(&to_vec(value).expect("the value is valid")).reading
}

#[test]
fn fields_that_cannot_borrow_allocate() {
    let text = || "text".to_owned();
    let unviewed = || Unviewed { text: text() };
    let viewed = || Viewed { text: text() };
    let all = [
        (
            "Wide",
            reading(&Wide {
                wide: text(),
                text: text(),
            }),
        ),
        (
            "TwoTexts",
            reading(&TwoTexts {
                texts: [text(), text()],
            }),
        ),
        (
            "TwoViews",
            reading(&TwoViews {
                views: [viewed(), viewed()],
            }),
        ),
        (
            "Boxed",
            reading(&Boxed {
                number: Box::new(1.0),
                text: text(),
            }),
        ),
        (
            "Shared",
            reading(&Shared {
                number: Arc::new(1.0),
                text: text(),
            }),
        ),
        ("Nested", reading(&Nested { nested: unviewed() })),
        (
            "NestedSequence",
            reading(&NestedSequence {
                nested: vec![unviewed()],
            }),
        ),
    ];
    for (name, allocations) in all {
        assert_ne!(allocations, NONE, "{name}");
    }
    let borrowing = to_vec(&viewed()).unwrap();
    assert_eq!(read::<Viewed>(&borrowing), NOTHING);
}
