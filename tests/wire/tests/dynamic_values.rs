//! Messages that are known only by their description: hostile descriptions and bytes are errors, reading allocates
//! nothing, fields are set with checks, and defaults are those of ROS.

use proptest::prelude::*;
use ros_z_core::dynamic::{
    DescribedField, DescribedType, Description, DynamicMessage, DynamicView, List, ReadError, Schema,
    SchemaError, SetError, Value,
};
use ros_z_core::{DeserializeError, RosMessage, SizeEstimation, to_vec};
use ros_z_msgs::geometry_msgs::{PoseArray, PoseStamped, Quaternion};
use ros_z_msgs::sensor_msgs::{Image, Range};
use ros_z_msgs::tf2_msgs::TFMessage;
use ros_z_tests_wire::allocations::{Allocations, Watching, watch};
use ros_z_tests_wire::types::{AllPrims, BStr, SeqHasSeq};

#[global_allocator]
static ALLOCATOR: Watching = Watching;

fn described(type_name: &str, fields: &[(&str, u8, u64, &str)]) -> DescribedType {
    let fields = fields.iter().map(|&(name, type_id, capacity, nested)| {
        let mut field = DescribedField::new(name, type_id);
        field.field_type.capacity = capacity;
        field.field_type.string_capacity = capacity;
        field.field_type.nested_type_name = nested.into();
        field
    });
    DescribedType {
        type_name: type_name.into(),
        fields: fields.collect(),
    }
}

fn compile(types: &[DescribedType]) -> Result<Schema, SchemaError> {
    let (first, others) = types.split_first().expect("a type");
    Schema::new(&Description {
        type_description: first.clone(),
        referenced_type_descriptions: others.to_vec(),
    })
}

fn schema<T: RosMessage>() -> Schema {
    Schema::of::<T>().expect("a derived type is valid")
}

const NESTED: u8 = 1;
const UINT8: u8 = 3;
const ARRAY: u8 = 48;
const BOUNDED: u8 = 96;

#[test]
fn one_field_of_a_large_image_is_read_without_an_allocation() {
    let image = Image {
        height: 512,
        width: 2048,
        data: vec![7; 1 << 20].into(),
        ..Image::default()
    };
    let bytes = to_vec(&image).unwrap();
    let schema = schema::<Image>();
    let ((width, last, sec), allocations) = watch(|| {
        let view = DynamicView::new(&schema, &bytes).unwrap();
        (
            view.get("width").unwrap().as_integer(),
            view.get("data[1048575]").unwrap().as_integer(),
            view.get("header.stamp.sec").unwrap().as_integer(),
        )
    });
    assert_eq!((width, last, sec), (Some(2048), Some(7), Some(0)));
    assert_eq!(allocations, Allocations { largest: 0, peak: 0 });
}

#[test]
fn iterating_over_messages_and_strings_allocates_nothing() {
    let transforms = TFMessage {
        transforms: vec![Default::default(); 30],
    };
    let bytes = to_vec(&transforms).unwrap();
    let schema = schema::<TFMessage>();
    let (count, allocations) = watch(|| {
        let view = DynamicView::new(&schema, &bytes).unwrap();
        let transforms = view.get("transforms").unwrap();
        let transforms = transforms.as_list().unwrap().iter();
        transforms
            .filter(|transform| {
                transform
                    .as_message()
                    .unwrap()
                    .get("child_frame_id")
                    .unwrap()
                    .as_str()
                    == Some("")
            })
            .count()
    });
    assert_eq!(count, 30);
    assert_eq!(allocations, Allocations { largest: 0, peak: 0 });
}

#[test]
fn an_impossible_description_is_an_error_with_its_reason() {
    let a = "a/msg/A";
    let b = "a/msg/B";
    for (types, expected) in [
        (
            vec![described(a, &[("b", NESTED, 0, b)])],
            "field `b` of a/msg/A is of type `a/msg/B`, which the description does not contain",
        ),
        (
            vec![
                described(a, &[("b", NESTED, 0, b)]),
                described(b, &[("a", NESTED + 144, 0, a)]),
            ],
            "a/msg/A contains itself",
        ),
        (
            vec![
                described(a, &[("b", NESTED, 0, b)]),
                described(b, &[]),
                described(b, &[("x", UINT8, 0, "")]),
            ],
            "the description contains two different types of the name a/msg/B",
        ),
        (
            vec![described(a, &[("x", UINT8, 0, ""), ("x", UINT8, 0, "")])],
            "a/msg/A has two fields `x`",
        ),
        (
            vec![described(a, &[("x", UINT8 + ARRAY, 0, "")])],
            "field `x` of a/msg/A has length or bound 0",
        ),
        (
            vec![described(a, &[("x", UINT8 + ARRAY, u64::MAX, "")])],
            "the smallest message of a/msg/A takes more than 268435456 bytes of memory",
        ),
        (
            vec![described(a, &[("x", 12, 0, "")])],
            "field `x` of a/msg/A has the unsupported type id 12",
        ),
        (
            vec![described(a, &[("x", 255, 0, "")])],
            "field `x` of a/msg/A has the unsupported type id 255",
        ),
        (
            vec![described(a, &[("x.y", UINT8, 0, "")])],
            "`x.y` is not a name of a ROS 2 type or field",
        ),
        (
            vec![described("A\"", &[])],
            "`A\"` is not a name of a ROS 2 type or field",
        ),
    ] {
        let error = compile(&types).expect_err(expected);
        assert_eq!(error.to_string(), expected);
    }
    let chain: Vec<_> = (0..65)
        .map(|level| {
            described(
                &format!("a/msg/L{level}"),
                &[("next", NESTED, 0, &format!("a/msg/L{}", level + 1))],
            )
        })
        .chain([described("a/msg/L65", &[])])
        .collect();
    assert!(matches!(
        compile(&chain),
        Err(SchemaError::TooDeep { max: 64, .. })
    ));
    assert!(compile(&chain[2..]).is_ok());
    let many: Vec<_> = (0..513)
        .map(|index| described(&format!("a/msg/T{index}"), &[]))
        .collect();
    assert!(matches!(
        compile(&many),
        Err(SchemaError::TooManyTypes { count: 513, max: 512 })
    ));
}

// Each type contains the one before 1 000 times in an array: 10^60 bytes.
#[test]
fn arrays_of_arrays_do_not_exhaust_memory() {
    let mut types = vec![described("a/msg/T0", &[("x", UINT8, 0, "")])];
    for level in 1..20 {
        let below = format!("a/msg/T{}", level - 1);
        types.insert(
            0,
            described(&format!("a/msg/T{level}"), &[("x", NESTED + ARRAY, 1000, &below)]),
        );
    }
    let (result, allocations) = watch(|| compile(&types));
    assert!(matches!(result, Err(SchemaError::TooLarge { .. })));
    assert!(allocations.peak < 100_000, "{allocations:?}");
    // In a sequence, only messages that exist take memory.
    types[0].fields[0].field_type.type_id = NESTED + BOUNDED;
    assert!(matches!(compile(&types), Err(SchemaError::TooLarge { .. })));
}

#[test]
fn a_hash_does_not_depend_on_the_order_and_on_types_that_are_not_referred_to() {
    let expected = schema::<PoseStamped>();
    let mut description = Description::from(&PoseStamped::type_description());
    description.referenced_type_descriptions.reverse();
    description
        .referenced_type_descriptions
        .push(described("a/msg/Unused", &[]));
    let schema = Schema::new(&description).unwrap();
    assert_eq!(schema.type_hash(), PoseStamped::TYPE_HASH);
    assert_eq!(schema, expected);
    let nested = schema.referenced("geometry_msgs/msg/Quaternion").unwrap();
    assert_eq!(nested.type_hash(), Quaternion::TYPE_HASH);
    assert_eq!(schema.referenced("geometry_msgs/msg/Twist"), None);
}

#[test]
fn a_read_error_names_the_field() {
    let mut bytes = to_vec(&TFMessage {
        transforms: vec![Default::default(); 3],
    })
    .unwrap();
    let schema = schema::<TFMessage>();
    let length = bytes.len();
    bytes.truncate(length - 1);
    let error = DynamicView::new(&schema, &bytes).unwrap_err();
    assert!(
        error.to_string().starts_with("field `transforms[2].transform"),
        "{error}"
    );
    bytes[1] = 9;
    assert!(matches!(
        DynamicView::new(&schema, &bytes),
        Err(ReadError::Header(
            DeserializeError::UnsupportedEncapsulation { .. }
        ))
    ));
}

#[test]
fn a_bound_is_checked_while_reading_and_setting() {
    let schema = schema::<BStr>();
    let mut message = DynamicMessage::new(&schema);
    message.set("s", "0123456789").unwrap();
    let mut bytes = to_vec(&message).unwrap();
    assert_eq!(
        message.set("s", "0123456789a"),
        Err(SetError::BoundExceeded {
            path: "s".into(),
            bound: 10,
            length: 11
        })
    );
    assert_eq!(message.get("s").unwrap().as_str(), Some("0123456789"));
    bytes[4] = 12;
    bytes[18] = b'x';
    let error = DynamicView::new(&schema, &bytes).unwrap_err();
    assert_eq!(error, DynamicMessage::from_slice(&schema, &bytes).unwrap_err());
    assert_eq!(
        error.to_string(),
        "field `s` has length 11, but its type allows at most 10"
    );
}

#[test]
fn a_value_that_does_not_fit_is_refused_with_the_path() {
    let mut numbers = DynamicMessage::new(&schema::<AllPrims>());
    numbers.set("u8", 255).unwrap();
    numbers.set("f32", 3).unwrap();
    let set = |message: &mut DynamicMessage, path: &str, value: Value| {
        message.set(path, value).unwrap_err().to_string()
    };
    for (path, value, expected) in [
        (
            "u8",
            Value::from(256),
            "`u8` is of type uint8, which does not contain 256",
        ),
        (
            "u64",
            Value::from(-1),
            "`u64` is of type uint64, which does not contain -1",
        ),
        (
            "f32",
            Value::from(1e300),
            "`f32` is of type float32, which does not contain 1e300",
        ),
        ("i8", Value::from(1.0), "`i8` is of type int8, not a float"),
        ("b", Value::from(1), "`b` is of type bool, not an integer"),
        ("u8", Value::from("1"), "`u8` is of type uint8, not a string"),
        ("u8", Value::from([1, 2]), "`u8` is of type uint8, not a list"),
        (
            "u8[0]",
            Value::from(1),
            "`u8` is of type uint8, which is not an array or a sequence",
        ),
        ("u8.x", Value::from(1), "`u8` is of type uint8 and has no fields"),
    ] {
        assert_eq!(set(&mut numbers, path, value), expected);
    }
    assert_eq!(numbers.get("u8").unwrap().as_integer(), Some(255));

    let mut nested = DynamicMessage::new(&schema::<SeqHasSeq>());
    let element = DynamicMessage::new(&nested.schema().referenced("gold/msg/HasSeq").unwrap());
    nested.set("s", vec![element.clone(), element]).unwrap();
    nested.set("s[1].s", [1, 2, 3]).unwrap();
    nested.set("s[1].s[2]", 9).unwrap();
    for (path, value, expected) in [
        (
            "s[1].s",
            Value::from([1, 70_000]),
            "`s[1].s[1]` is of type uint16, which does not contain 70000",
        ),
        (
            "s[1].s[3]",
            Value::from(1),
            "`s[1].s` has 3 elements, there is none of index 3",
        ),
        (
            "s[2].a",
            Value::from(1),
            "`s` has 2 elements, there is none of index 2",
        ),
        (
            "s.a",
            Value::from(1),
            "`s` is of type gold/msg/HasSeq[] and has no fields; write an index, such as `[0]`",
        ),
        (
            "s[0].b",
            Value::from(1),
            "gold/msg/HasSeq has no field `b`; its fields are: a, s",
        ),
        (
            "s[0]",
            Value::from(numbers.clone()),
            "`s[0]` is of type gold/msg/HasSeq, not gold/msg/AllPrims",
        ),
        (
            "z[",
            Value::from(1),
            "`z[` is not a path: error at byte 1; write it like `poses[3].position.x`",
        ),
    ] {
        assert_eq!(set(&mut nested, path, value), expected);
        // Reading by the same path finds the same problem, unless only the value is wrong.
        if let Err(error) = nested.get(path) {
            assert_eq!(error.to_string(), expected);
        }
        // So does the schema, which does not know the lengths of sequences.
        if let Err(error) = nested.schema().field(path) {
            assert_eq!(error.to_string(), expected);
        }
    }
    for (path, found) in [
        ("s", "gold/msg/HasSeq[]"),
        ("s[7].s", "uint16[]"),
        ("z", "float64"),
    ] {
        assert_eq!(nested.schema().field(path).unwrap().to_string(), found);
    }
    for path in ["s.a", "s[0].b", "z[0]", "z.x", "", "s["] {
        assert_eq!(
            nested.schema().field(path).err(),
            nested.get(path).err(),
            "{path}"
        );
    }
    assert_eq!(
        nested.to_string(),
        "s:\n- a: 0\n  s: []\n- a: 0\n  s:\n  - 1\n  - 2\n  - 9\nz: 0.0"
    );
}

/// A type whose defaults are not zero.
#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "gold", default)]
struct Defaults {
    #[ros(default = true)]
    on: bool,
    #[ros(default = -7)]
    level: i16,
    #[ros(default = 0.1)]
    gain: f32,
    #[ros(default = "it's a \"map\"\n")]
    frame: String,
    #[ros(default = ["a, b", "c'd", ""])]
    names: [String; 3],
    #[ros(default = [1.5, -2.0])]
    points: Vec<f64>,
    plain: u32,
}

#[test]
fn a_new_message_has_the_defaults_of_its_type() {
    let message = DynamicMessage::new(&schema::<Defaults>());
    assert_eq!(to_vec(&message), to_vec(&Defaults::default()));
    // From ROS 2 Jazzy: geometry_msgs/msg/Quaternion.json.
    let quaternion = described(
        "geometry_msgs/msg/Quaternion",
        &[("x", 11, 0, ""), ("w", 11, 0, "")],
    );
    let mut quaternion = [quaternion];
    quaternion[0].fields[1].default_value = "1.0".into();
    let schema = compile(&quaternion).unwrap();
    assert_eq!(DynamicMessage::new(&schema).to_string(), "x: 0.0\nw: 1.0");
    // A default that does not fit does not make the messages of the type unreadable.
    quaternion[0].fields[1].default_value = "one".into();
    assert_eq!(
        DynamicMessage::new(&compile(&quaternion).unwrap()).to_string(),
        "x: 0.0\nw: 0.0"
    );
}

#[test]
fn a_type_without_fields_is_one_byte() {
    let filler = described(
        "a/msg/Empty",
        &[("structure_needs_at_least_one_member", UINT8, 0, "")],
    );
    for empty in [described("a/msg/Empty", &[]), filler] {
        let schema = compile(&[empty]).unwrap();
        let message = DynamicMessage::new(&schema);
        assert_eq!(to_vec(&message).unwrap(), [0, 1, 0, 0, 0]);
        assert_eq!(message.to_string(), "{}");
        let view = DynamicView::new(&schema, &[0, 1, 0, 0, 5]).unwrap();
        assert_eq!(to_vec(&view).unwrap(), [0, 1, 0, 0, 0]);
        assert!(DynamicView::new(&schema, &[0, 1, 0, 0]).is_err());
    }
}

#[test]
fn json_of_another_type_is_refused_with_the_path() {
    let schema = schema::<PoseArray>();
    let read = |json: &str| {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        DynamicMessage::deserialize(&schema, &value)
    };
    let poses = read(r#"{"poses": [{"position": {"x": 1}}, {}], "header": {"frame_id": "map"}}"#).unwrap();
    assert_eq!(poses.get("poses[0].position.x").unwrap().as_f64(), Some(1.0));
    assert_eq!(poses.get("poses[1].position.x").unwrap().as_f64(), Some(0.0));
    for (json, expected) in [
        (
            r#"{"poses": [{}, {"position": {"x": "1"}}]}"#,
            "`poses[1].position.x` is of type float64, not a string",
        ),
        (
            r#"{"poses": {}}"#,
            "`poses` is of type geometry_msgs/msg/Pose[], not a map",
        ),
        (
            r#"{"header": {"stamp": {"sec": 3000000000}}}"#,
            "`header.stamp.sec` is of type int32, which does not contain 3000000000",
        ),
        (
            r#"{"header": {"stamps": 1}}"#,
            "std_msgs/msg/Header has no field `stamps`; its fields are: stamp, frame_id",
        ),
        (
            r#"{"header": {"frame_id": 5}}"#,
            "`header.frame_id` is of type string, not an integer",
        ),
        (
            r#"{"header": 5}"#,
            "invalid type: integer `5`, expected `header` as a map of the fields of std_msgs/msg/Header",
        ),
    ] {
        assert_eq!(read(json).unwrap_err().to_string(), expected);
    }
}

#[test]
fn a_float_keeps_its_bits() {
    let mut message = DynamicMessage::new(&schema::<Range>());
    let signalling = f32::from_bits(0xffbf_9700);
    message.set("range", signalling).unwrap();
    let bytes = to_vec(&message).unwrap();
    // Only `variance` follows.
    let end = bytes.len() - size_of::<f32>();
    assert_eq!(bytes[end - 4..end], 0xffbf_9700_u32.to_le_bytes());
}

#[test]
fn a_list_of_the_right_type_is_moved_and_not_copied() {
    let mut image = DynamicMessage::new(&schema::<Image>());
    let data = vec![1u8; 1 << 20];
    let ((), allocations) = watch(|| image.set("data", data).unwrap());
    assert_eq!(allocations, Allocations { largest: 0, peak: 0 });
    assert_eq!(
        image.get("data").unwrap().as_list().unwrap().as_bytes(),
        Some(&[1; 1 << 20][..])
    );
    image.set("data", List::Uint8(vec![])).unwrap();
}

proptest! {
    #[test]
    fn no_description_and_no_bytes_cause_a_panic(
        fields in prop::collection::vec((0u8..200, 0u64..6, 0usize..4), 0..12),
        words in prop::collection::vec(0u32..6, 0..60),
        is_big: bool,
    ) {
        let names = ["a/msg/A", "a/msg/B", "a/msg/C", "a/msg/D"];
        let mut types: Vec<_> = names.iter().map(|name| described(name, &[])).collect();
        for (index, (type_id, capacity, nested)) in fields.into_iter().enumerate() {
            let mut field = described("", &[(&format!("f{index}"), type_id, capacity, names[nested])]);
            types[index % 4].fields.append(&mut field.fields);
        }
        let mut bytes = vec![0, u8::from(!is_big), 0, 0];
        bytes.extend(words.iter().flat_map(|word| if is_big { word.to_be_bytes() } else { word.to_le_bytes() }));
        if let Ok(schema) = compile(&types) {
            let new = DynamicMessage::new(&schema);
            let written = to_vec(&new).unwrap();
            prop_assert_eq!(new.estimated_serialized_size(), written.len());
            let read = DynamicMessage::from_slice(&schema, &written);
            prop_assert_eq!(read.as_ref(), Ok(&new));
            if let Ok(view) = DynamicView::new(&schema, &bytes) {
                let _ = view.to_string();
                let written = to_vec(&view).unwrap();
                prop_assert_eq!(view.estimated_serialized_size(), written.len());
            }
        }
    }
}
