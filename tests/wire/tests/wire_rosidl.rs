//! Messages of rosidl's generated C++ code, which writes through Fast-CDR, are written and read byte for
//! byte.

use std::fmt::Debug;

use ros_z_core::{CdrDeserialize, RosMessage, SizeEstimation, from_slice_strict};
use ros_z_msgs::builtin_interfaces::Time;
use ros_z_msgs::sensor_msgs::{Image, PointCloud2, PointField};
use ros_z_msgs::std_msgs::{self, Header, UInt8MultiArray};
use ros_z_tests_wire::hex;
use ros_z_tests_wire::vectors::{assert_written, lines, text};
use serde_json::Value;

const ROSIDL: &str = include_str!("../data/golden/rosidl_cpp.jsonl");

fn field(name: &str, offset: u32) -> PointField {
    PointField {
        name: name.to_owned(),
        offset,
        datatype: PointField::FLOAT32,
        count: 1,
    }
}

#[test]
fn rosidl_cpp_messages_are_written_and_read() {
    for (index, vector) in lines(ROSIDL).iter().enumerate() {
        let n = vector["n"].as_u64().unwrap() as usize;
        let bytes = hex::decode(text(vector, "cdr"));
        let stamp = |sec, nanosec| Time { sec, nanosec };
        let data: Vec<u8> = (1..).take(n).collect();
        let label = format!("line {}", index + 1);
        fn check<T>(label: &str, vector: &Value, bytes: &[u8], value: T)
        where
            T: RosMessage + SizeEstimation + PartialEq + Debug + for<'de> CdrDeserialize<'de>,
        {
            assert_written(label, &value, bytes);
            assert_eq!(from_slice_strict::<T>(bytes).as_ref(), Ok(&value), "{label}");
            assert_eq!(T::TYPE_HASH.to_string(), text(vector, "hash"), "{label}");
            assert_eq!(T::TYPE_NAME, text(vector, "type"), "{label}");
            assert_eq!(vector["len"].as_u64().unwrap() as usize, bytes.len(), "{label}");
        }
        match text(vector, "type") {
            "std_msgs/msg/String" => {
                let data = if n == 0 {
                    "Hello 1".into()
                } else {
                    format!("Hello 1{}", "x".repeat(n - 7))
                };
                check(&label, vector, &bytes, std_msgs::String { data });
            }
            "std_msgs/msg/Header" => {
                check(
                    &label,
                    vector,
                    &bytes,
                    Header {
                        stamp: stamp(1001, 5),
                        frame_id: "map".into(),
                    },
                );
            }
            "std_msgs/msg/UInt8MultiArray" => {
                let value = UInt8MultiArray {
                    data: data.into(),
                    ..Default::default()
                };
                check(&label, vector, &bytes, value);
            }
            "sensor_msgs/msg/PointCloud2" => {
                let value = PointCloud2 {
                    header: Header {
                        stamp: stamp(1, 7),
                        frame_id: "map".into(),
                    },
                    height: 1,
                    width: 2,
                    fields: vec![field("x", 0), field("y", 4), field("z", 8)],
                    is_bigendian: false,
                    point_step: 12,
                    row_step: 24,
                    data: (1..=24).collect::<Vec<u8>>().into(),
                    is_dense: true,
                };
                check(&label, vector, &bytes, value);
            }
            "sensor_msgs/msg/Image" => {
                let value = Image {
                    header: Header {
                        stamp: stamp(1, 0),
                        frame_id: "cam".into(),
                    },
                    height: 1,
                    width: 7,
                    encoding: "mono8".into(),
                    is_bigendian: 0,
                    step: 7,
                    data: data.into(),
                };
                check(&label, vector, &bytes, value);
            }
            other => panic!("unknown vector {other}"),
        }
    }
}
