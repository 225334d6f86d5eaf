//! Every kind of field and attribute, by its bytes, its hash and its description: enums, skipped and renamed
//! fields, generics, pointers. The bytes follow from the golden vectors of the primitives.

use std::fmt::Debug;
use std::sync::Arc;

use ros_z_core::{
    BaseType, CdrDeserialize, Collection, ConstantValue, DeserializeError, RosMessage, SizeEstimation,
    from_slice, from_slice_strict,
};
use ros_z_tests_wire::hex;
use ros_z_tests_wire::vectors::assert_written;

fn check<T>(value: T, bytes: &str)
where
    T: RosMessage + SizeEstimation + PartialEq + Debug + for<'de> CdrDeserialize<'de>,
{
    let bytes = hex::decode(&bytes.replace(' ', ""));
    assert_written(T::TYPE_NAME, &value, &bytes);
    assert_eq!(from_slice_strict::<T>(&bytes), Ok(value));
}

/// The state of the motor.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage)]
#[repr(u8)]
enum Mode {
    #[default]
    Idle,
    Running = 3,
    Fault,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage)]
#[repr(i16)]
enum Gear {
    Reverse = -1,
    #[default]
    Neutral,
    Top = 0x1234,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage)]
#[repr(u64)]
enum Huge {
    #[default]
    None,
    All = u64::MAX,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Drive {
    mode: Mode,
    gear: Gear,
    history: Vec<Mode>,
    gears: [Gear; 2],
    huge: Huge,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "gold/msg/Drive")]
struct DriveOfIntegers {
    mode: u8,
    gear: i16,
    history: Vec<u8>,
    gears: [i16; 2],
    huge: u64,
}

#[test]
fn enum_is_written_as_its_integer() {
    let drive = Drive {
        mode: Mode::Running,
        gear: Gear::Reverse,
        history: vec![Mode::Fault, Mode::Idle],
        gears: [Gear::Neutral, Gear::Top],
        huge: Huge::All,
    };
    check(
        drive,
        "00010000 03 00 ffff 02000000 04 00 0000 3412 0000 ffffffffffffffff",
    );
    assert_eq!(Drive::TYPE_HASH, DriveOfIntegers::TYPE_HASH);
}

#[test]
fn unknown_variant_is_an_error_with_its_position() {
    let bytes = hex::decode("00010000030002000000000000000000000000000000000000000000");
    let expected = DeserializeError::InvalidEnum {
        type_name: "Gear",
        value: 2,
        position: 2,
    };
    assert_eq!(from_slice::<Drive>(&bytes), Err(expected));

    let bytes = hex::decode("0001000003000000020000000401");
    let expected = DeserializeError::InvalidEnum {
        type_name: "Mode",
        value: 1,
        position: 9,
    };
    assert_eq!(from_slice::<Drive>(&bytes), Err(expected));
}

#[test]
fn variants_of_an_enum_are_constants_of_the_description() {
    let description = Drive::type_description();
    let mode = &description.fields[0].field_type;
    assert_eq!(
        (mode.base, mode.collection, mode.enum_name),
        (BaseType::Uint8, Collection::Single, "Mode")
    );
    let constants: Vec<_> = mode
        .constants
        .iter()
        .map(|constant| (constant.name, constant.value))
        .collect();
    assert_eq!(
        constants,
        [("IDLE", 0), ("RUNNING", 3), ("FAULT", 4)]
            .map(|(name, value)| (name, ConstantValue::Integer(value)))
    );
    let huge = &description.fields[4].field_type;
    assert_eq!(huge.constants[1].value, ConstantValue::Integer(u64::MAX.into()));
    let gears = &description.fields[3].field_type;
    assert_eq!((gears.type_id(), gears.capacity()), (4 + 48, 2));
    assert_eq!(gears.constants[0].value, ConstantValue::Integer(-1));
}

/// A type that is neither a ROS field type nor `Clone`.
#[derive(Debug, Default, PartialEq)]
struct Cache(Option<Vec<Vec<char>>>);

#[derive(Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Skipping {
    a: u8,
    #[ros(skip)]
    cache: Cache,
    #[ros(rename = "speed_mps")]
    speed: u16,
    #[ros(skip)]
    seen: usize,
}

#[derive(Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct AllSkipped {
    #[ros(skip)]
    cache: Cache,
}

#[test]
fn skipped_field_is_not_on_the_wire_and_reads_as_its_default() {
    check(
        Skipping {
            a: 1,
            speed: 2,
            ..Default::default()
        },
        "00010000 01 00 0200",
    );
    let full = Skipping {
        a: 1,
        cache: Cache(Some(vec![])),
        speed: 2,
        seen: 9,
    };
    assert_written("full", &full, &hex::decode("0001000001000200"));
    check(AllSkipped::default(), "00010000 00");
    let names: Vec<_> = Skipping::type_description()
        .fields
        .iter()
        .map(|field| field.name)
        .collect();
    assert_eq!(names, ["a", "speed_mps"]);
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Keywords {
    r#type: u8,
    r#match: u16,
    #[ros(rename = "from_frame")]
    r#fn: u8,
    r#async: String,
}

#[test]
fn raw_identifier_is_named_without_its_prefix() {
    let value = Keywords {
        r#type: 1,
        r#match: 2,
        r#fn: 3,
        r#async: "a".into(),
    };
    check(value, "00010000 01 00 0200 03 000000 02000000 6100");
    let names: Vec<_> = Keywords::type_description()
        .fields
        .iter()
        .map(|field| field.name)
        .collect();
    assert_eq!(names, ["type", "match", "from_frame", "async"]);
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Stamped<T> {
    sec: i32,
    value: T,
}

const WIDTH: usize = 2;

#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Grid<T, const N: usize> {
    first: u8,
    cells: [T; N],
    more: [u8; WIDTH + 1],
    #[ros(max_len = 2 * WIDTH)]
    few: Vec<T>,
}

#[test]
fn generic_struct_is_written_like_its_concrete_struct() {
    check(
        Stamped {
            sec: 1,
            value: 2.0f64,
        },
        "00010000 01000000 00000000 0000000000000040",
    );
    check(
        Stamped {
            sec: 1,
            value: vec![7u16],
        },
        "00010000 01000000 01000000 0700",
    );
    check(
        Stamped {
            sec: 1,
            value: Stamped { sec: 2, value: 3u8 },
        },
        "00010000 01000000 02000000 03",
    );
    let grid = Grid::<u16, 2> {
        first: 1,
        cells: [2, 3],
        more: [4, 5, 6],
        few: vec![7],
    };
    check(grid, "00010000 01 00 0200 0300 040506 000000 01000000 0700");
    let grid = Grid::<Mode, 1> {
        first: 1,
        cells: [Mode::Fault],
        more: [0; 3],
        few: vec![],
    };
    check(grid, "00010000 01 04 000000 000000 00000000");
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Pointers {
    boxed: Box<f64>,
    shared: Arc<Keywords>,
    text: Box<str>,
    items: Box<[u16]>,
    nested: Box<Stamped<u8>>,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "gold/msg/Pointers")]
struct Plain {
    boxed: f64,
    shared: Keywords,
    text: String,
    items: Vec<u16>,
    nested: Stamped<u8>,
}

#[test]
fn pointer_is_written_like_its_target() {
    let pointers = Pointers {
        boxed: Box::new(1.0),
        shared: Arc::new(Keywords {
            r#type: 1,
            ..Default::default()
        }),
        text: "a".into(),
        items: [2, 3].into(),
        nested: Box::new(Stamped { sec: 4, value: 5 }),
    };
    let plain = Plain {
        boxed: 1.0,
        shared: Keywords {
            r#type: 1,
            ..Default::default()
        },
        text: "a".into(),
        items: vec![2, 3],
        nested: Stamped { sec: 4, value: 5 },
    };
    let bytes = ros_z_core::to_vec(&plain).unwrap();
    assert_written("pointers", &pointers, &bytes);
    assert_eq!(from_slice_strict(&bytes), Ok(pointers));
    assert_eq!(Pointers::TYPE_HASH, Plain::TYPE_HASH);
}

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Large {
    boxed: Box<[u8; 1 << 17]>,
    shared: Arc<[u16; 1 << 17]>,
    flags: Box<[bool; 1 << 17]>,
}

/// Without optimization, a value that is read is on the stack several times.
#[test]
fn large_array_in_a_pointer_is_never_on_the_stack() {
    let read = || {
        let body = [vec![7; 3 << 17], vec![1; 1 << 17]].concat();
        let bytes = [&[0, 1, 0, 0], &body[..]].concat();
        let large: Large = from_slice_strict(&bytes).unwrap();
        assert_eq!(large.boxed.as_slice(), vec![7; 1 << 17]);
        assert_eq!(large.shared.as_slice(), vec![0x0707; 1 << 17]);
        assert_eq!(large.flags.as_slice(), vec![true; 1 << 17]);
        assert_eq!(ros_z_core::to_vec(&large).unwrap(), bytes);
        assert_eq!(
            from_slice::<Large>(&bytes[..100]),
            Err(DeserializeError::UnexpectedEnd {
                needed: 1 << 17,
                position: 0,
                remaining: 96,
            })
        );
    };
    let small_stack = std::thread::Builder::new().stack_size(96 << 10);
    small_stack.spawn(read).unwrap().join().unwrap();
}

#[derive(Debug, PartialEq, RosMessage)]
#[repr(C)]
struct Spot {
    x: f32,
    tag: u8,
}

const MIB: usize = 1 << 20;

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Vast {
    pixels: Box<[u8; 10 * MIB]>,
    depths: Box<[f64; MIB / 8]>,
    spots: Box<[Spot; MIB / 8]>,
    flags: Box<[bool; MIB / 4]>,
    modes: Box<[Mode; MIB / 4]>,
    names: Box<[String; 1 << 15]>,
    #[ros(wstring)]
    labels: Box<[String; 1 << 15]>,
    last: u8,
}

/// An array that was never on the stack.
fn boxed<T: Debug, const N: usize>(item: impl Fn(usize) -> T) -> Box<[T; N]> {
    let items: Vec<T> = (0..N).map(item).collect();
    items.try_into().unwrap()
}

#[test]
fn boxed_array_of_10_mib_needs_no_stack() {
    let all = || {
        let huge = Vast {
            pixels: boxed(|index| index as u8),
            depths: boxed(|index| index as f64),
            spots: boxed(|index| Spot {
                x: index as f32,
                tag: index as u8,
            }),
            flags: boxed(|index| index % 3 == 0),
            modes: boxed(|_| Mode::Running),
            names: boxed(|index| index.to_string()),
            labels: boxed(|index| index.to_string()),
            last: 7,
        };
        let bytes = ros_z_core::to_vec(&huge).unwrap();
        assert_eq!(huge.estimated_serialized_size(), bytes.len());
        let mut written = vec![0xaa; bytes.len()];
        assert_eq!(ros_z_core::to_slice(&huge, &mut written), Ok(bytes.len()));
        assert!(written == bytes);
        assert!(from_slice_strict::<Vast>(&bytes).unwrap() == huge);
    };
    let small_stack = std::thread::Builder::new().stack_size(96 << 10);
    small_stack.spawn(all).unwrap().join().unwrap();
}

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Numbers {
    pixels: Box<[u8; 10 * MIB]>,
    depths: Box<[f64; MIB / 8]>,
}

#[test]
fn large_array_of_the_other_byte_order_needs_no_stack() {
    let all = || {
        let mut bytes = vec![0, 0, 0, 0];
        bytes.resize(4 + 10 * MIB, 7);
        bytes.extend((0..MIB / 8).flat_map(|index| (index as f64).to_be_bytes()));
        let numbers = from_slice_strict::<Numbers>(&bytes).unwrap();
        assert!(numbers.pixels.iter().all(|&pixel| pixel == 7));
        assert_eq!(numbers.depths[MIB / 8 - 1], (MIB / 8 - 1) as f64);
    };
    let small_stack = std::thread::Builder::new().stack_size(96 << 10);
    small_stack.spawn(all).unwrap().join().unwrap();
}
