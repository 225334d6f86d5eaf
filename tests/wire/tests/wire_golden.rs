//! The bytes equal those of Fast-CDR, Cyclone DDS and rosbags; their messages are read in either byte order;
//! the type hashes are equal.

use std::collections::BTreeSet;
use std::fmt::Debug;

use ros_z_core::{CdrDeserialize, HasView, RosMessage, SizeEstimation, from_slice_strict};
use ros_z_msgs::builtin_interfaces::Time;
use ros_z_msgs::geometry_msgs::{
    Point, Pose, PoseWithCovariance, Quaternion, Twist, TwistWithCovariance, Vector3,
};
use ros_z_msgs::nav_msgs::Odometry;
use ros_z_msgs::sensor_msgs::{JointState, PointCloud2, PointField};
use ros_z_msgs::std_msgs::{Empty, Header};
use ros_z_tests_wire::dynamic::check_dynamic;
use ros_z_tests_wire::generated_views::check_view;
use ros_z_tests_wire::hex;
use ros_z_tests_wire::types::*;
use ros_z_tests_wire::vectors::{assert_written, lines, text};
use serde_json::Value;

const VECTORS: &str = include_str!("../data/golden/vectors.jsonl");

/// rosbags hashes the `char` of a `.msg` file as the `char` of IDL. ROS 2 maps it to `uint8`, which the hash
/// that rosbag2 recorded for `test_msgs/srv/BasicTypes_Event` proves, see `recordings.rs`.
const RIHS01_OF_ALL_PRIMS: &str = "RIHS01_e6d57dfe7961865988fbc3bb22db1fa43aaa4a31c5c2561820c19f86517c8598";

/// The vectors, and the ones that a test has checked.
struct Golden {
    vectors: Vec<Value>,
    seen: BTreeSet<String>,
}

impl Golden {
    fn check<T>(&mut self, id: &str, value: T)
    where
        T: RosMessage + SizeEstimation + HasView + PartialEq + Debug + for<'de> CdrDeserialize<'de>,
    {
        let vector = self
            .vectors
            .iter()
            .find(|vector| vector["id"] == id)
            .unwrap_or_else(|| panic!("no vector {id}"));
        self.seen.insert(id.to_owned());
        let little = hex::decode(text(vector, "hex_le"));
        let big = hex::decode(text(vector, "hex_be"));
        assert_written(id, &value, &little);
        assert!(check_view::<T>(&little) && check_view::<T>(&big), "{id}");
        assert!(check_dynamic::<T>(&little) && check_dynamic::<T>(&big), "{id}");
        assert_eq!(
            from_slice_strict::<T>(&little).as_ref(),
            Ok(&value),
            "{id}, little endian"
        );
        assert_eq!(
            from_slice_strict::<T>(&big).as_ref(),
            Ok(&value),
            "{id}, big endian"
        );
        assert_eq!(T::TYPE_NAME, text(vector, "type"), "{id}");
        let hash = if id == "all_prims" {
            RIHS01_OF_ALL_PRIMS
        } else {
            text(vector, "rihs01")
        };
        assert_eq!(T::TYPE_HASH.to_string(), hash, "{id}");
    }
}

fn header() -> Header {
    Header {
        stamp: Time {
            sec: 1_700_000_000,
            nanosec: 123_456_789,
        },
        frame_id: "odom".into(),
    }
}

fn strings(strings: &[&str]) -> Vec<String> {
    strings.iter().map(|&string| string.to_owned()).collect()
}

#[test]
fn every_vector_is_written_and_read_byte_for_byte() {
    let mut golden = Golden {
        vectors: lines(VECTORS),
        seen: BTreeSet::new(),
    };
    golden.check(
        "all_prims",
        AllPrims {
            b: true,
            by: 254,
            c: 65,
            i8: -1,
            u8: 255,
            i16: -2,
            u16: 65535,
            i32: -3,
            u32: u32::MAX,
            i64: -4,
            u64: u64::MAX,
            f32: 1.5,
            f64: -2.25,
        },
    );
    golden.check("u8_f64", U8F64 { a: 1, b: 2.0 });
    golden.check("f64_u8_no_trailing", F64U8 { a: 2.0, b: 1 });
    golden.check(
        "ladder",
        Ladder {
            a: 1,
            b: 2,
            c: 3,
            d: 4,
            e: 5,
            f: 6,
            g: 7,
        },
    );
    golden.check("empty_msg", Empty {});
    golden.check(
        "empty_nested",
        EmptyIn {
            a: 1,
            e: Empty {},
            b: 2,
            c: 3,
        },
    );
    for (id, s) in [("str_empty", ""), ("str_hello", "hello"), ("str_utf8", "hé世🤖")] {
        golden.check(id, Str { s: s.into() });
    }
    for (id, len) in [
        ("str0_f64", 0),
        ("str1_f64", 1),
        ("str4_f64", 4),
        ("str7_f64", 7),
        ("str8_f64", 8),
    ] {
        golden.check(
            id,
            StrF64 {
                s: "x".repeat(len),
                d: 1.0,
            },
        );
    }
    golden.check(
        "bounded_str",
        BStr {
            s: "abc".into(),
            x: 7,
        },
    );
    golden.check("seq_f64_empty_u8", SeqF64U8 { s: vec![], z: 9 });
    golden.check("seq_f64_1_u8", SeqF64U8 { s: vec![1.0], z: 9 });
    golden.check("seq_f64_empty_empty", SeqF64x2 { s: vec![], t: vec![] });
    golden.check(
        "seq_f64_empty_one",
        SeqF64x2 {
            s: vec![],
            t: vec![3.0],
        },
    );
    golden.check(
        "seq_mix",
        SeqMix {
            a: vec![1, 2, 3],
            b: vec![1, 2, 3],
            c: vec![-1],
            d: vec![7],
            e: vec![true, false, true],
        },
    );
    golden.check(
        "fixed_arrays",
        Arr {
            a: 1,
            d: [1.0, 2.0, 3.0],
            b: [1, 2, 3],
            e: 4,
            f: [true, false],
        },
    );
    golden.check(
        "seq_str",
        SeqStr {
            s: strings(&["", "a", "abc", "abcd"]),
            z: 1,
        },
    );
    golden.check(
        "nested_no_own_align",
        Outer {
            x: 1,
            i: Inner { a: 2, b: 3.0 },
            y: 4,
            j: Inner { a: 5, b: 6.0 },
        },
    );
    golden.check(
        "seq_struct_u8f64",
        SeqInner {
            s: vec![Inner { a: 1, b: 2.0 }, Inner { a: 3, b: 4.0 }],
            z: 5,
        },
    );
    golden.check(
        "seq_pod_leading_small",
        SeqLeadSmall {
            s: vec![LeadSmall { a: 1, b: 2, c: 3.0 }, LeadSmall { a: 4, b: 5, c: 6.0 }],
        },
    );
    golden.check(
        "seq_pod_leading_max",
        SeqTrailPOD {
            s: vec![TrailPOD { a: 1.0, b: 2, c: 3 }, TrailPOD { a: 4.0, b: 5, c: 6 }],
        },
    );
    golden.check(
        "seq_point_2",
        SeqVec3 {
            p: vec![
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
            ],
            z: 1,
        },
    );
    golden.check(
        "seq_of_var",
        SeqHasSeq {
            s: vec![
                HasSeq {
                    a: 1,
                    s: vec![2, 3, 4],
                },
                HasSeq { a: 5, s: vec![] },
                HasSeq { a: 6, s: vec![7] },
            ],
            z: 8.0,
        },
    );
    golden.check("header", header());
    golden.check("odometry", odometry());
    golden.check("joint_state", joint_state());
    golden.check("pointcloud2", golden_cloud());

    let all: BTreeSet<_> = golden
        .vectors
        .iter()
        .map(|vector| text(vector, "id").to_owned())
        .collect();
    assert_eq!(golden.seen, all, "every vector has an expected value");
}

fn numbers<const N: usize>(value: &Value) -> [f64; N] {
    let numbers: Vec<f64> = value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect();
    numbers.try_into().unwrap()
}

/// Returns the value of the vector from the recording: it has too many numbers to repeat.
fn recorded(id: &str) -> Value {
    lines(VECTORS)
        .into_iter()
        .find(|vector| vector["id"] == id)
        .unwrap()["value"]
        .take()
}

fn odometry() -> Odometry {
    let value = recorded("odometry");
    let number = |pointer: &str| value.pointer(pointer).unwrap().as_f64().unwrap();
    let vector = |at: &str| Vector3 {
        x: number(&format!("{at}/x")),
        y: number(&format!("{at}/y")),
        z: number(&format!("{at}/z")),
    };
    let position = vector("/pose/pose/position");
    Odometry {
        header: header(),
        child_frame_id: "base_link".into(),
        pose: PoseWithCovariance {
            pose: Pose {
                position: Point {
                    x: position.x,
                    y: position.y,
                    z: position.z,
                },
                orientation: Quaternion {
                    x: number("/pose/pose/orientation/x"),
                    y: number("/pose/pose/orientation/y"),
                    z: number("/pose/pose/orientation/z"),
                    w: number("/pose/pose/orientation/w"),
                },
            },
            covariance: numbers(value.pointer("/pose/covariance").unwrap()),
        },
        twist: TwistWithCovariance {
            twist: Twist {
                linear: vector("/twist/twist/linear"),
                angular: vector("/twist/twist/angular"),
            },
            covariance: numbers(value.pointer("/twist/covariance").unwrap()),
        },
    }
}

fn joint_state() -> JointState {
    let value = recorded("joint_state");
    let list = |key: &str| {
        value[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|number| number.as_f64().unwrap())
            .collect()
    };
    JointState {
        header: header(),
        name: (0..7).map(|joint| format!("joint_{joint}")).collect(),
        position: list("position"),
        velocity: list("velocity"),
        effort: list("effort"),
    }
}

fn golden_cloud() -> PointCloud2 {
    let value = recorded("pointcloud2");
    let bytes: Vec<u8> = value["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|byte| byte.as_u64().unwrap().try_into().unwrap())
        .collect();
    let number = |key: &str| u32::try_from(value[key].as_u64().unwrap()).unwrap();
    let truth = |key: &str| {
        value[key]
            .as_u64()
            .map_or_else(|| value[key].as_bool().unwrap(), |bit| bit == 1)
    };
    PointCloud2 {
        header: header(),
        height: number("height"),
        width: number("width"),
        fields: ["x", "y", "z"]
            .iter()
            .enumerate()
            .map(|(index, name)| field(name, 4 * index as u32, 1))
            .collect(),
        is_bigendian: truth("is_bigendian"),
        point_step: number("point_step"),
        row_step: number("row_step"),
        data: bytes.into(),
        is_dense: truth("is_dense"),
    }
}

fn field(name: &str, offset: u32, count: u32) -> PointField {
    PointField {
        name: name.to_owned(),
        offset,
        datatype: PointField::FLOAT32,
        count,
    }
}
