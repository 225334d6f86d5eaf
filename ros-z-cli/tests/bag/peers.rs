//! Recordings of this library, read by `mcap`, `mcap-ros2-support` and `rosbags` of PyPI, and theirs, read and played
//! by this one.

use crate::rosz::{DEADLINE, Neighbour, folder, info, path, rosz, wait_for_messages};
use ros_z::core::dynamic::{DescribedField, DescribedType, Description, DynamicView, Schema};
use ros_z::core::{RosMessage, SizeEstimation, to_vec};
use ros_z::msgs::{geometry_msgs, sensor_msgs, std_msgs, tf2_msgs};
use ros_z::protocol::QosProfile;
use ros_z_tests::machine::skip;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns a Python with the libraries. Prints the reason and returns `None` without it.
fn python() -> Option<PathBuf> {
    let python = ros_z_tests::python::python(env!("CARGO_TARGET_TMPDIR"))?;
    let output = Command::new(&python)
        .args(["-c", "import mcap_ros2, rosbags"])
        .output();
    if output.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    skip(&format!(
        "`{}` lacks mcap-ros2-support, run .ci/peers",
        python.display()
    ));
    None
}

fn run(python: &Path, arguments: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/bags.py");
    let output = Command::new(python).arg(script).args(arguments).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// Publishes messages of a type, and returns their values as other libraries read them.
fn publish<T>(neighbour: &Neighbour, topic: &str, messages: &[T]) -> Value
where
    T: RosMessage + SizeEstimation,
{
    let publisher = neighbour.node.create_pub::<T>(topic).build().unwrap();
    assert!(publisher.wait_for_subscribers(1, DEADLINE), "{topic}");
    let schema = Schema::of::<T>().unwrap();
    let values = messages.iter().map(|message| {
        publisher.publish(message).unwrap();
        let bytes = to_vec(message).unwrap();
        serde_json::to_value(DynamicView::new(&schema, &bytes).unwrap()).unwrap()
    });
    values.collect()
}

fn header(number: u32) -> std_msgs::Header {
    std_msgs::Header {
        frame_id: "map ä".into(),
        stamp: ros_z::msgs::builtin_interfaces::Time {
            sec: -5,
            nanosec: number,
        },
    }
}

#[test]
fn every_message_is_read_to_the_same_value_by_other_libraries() {
    let Some(python) = python() else { return };
    for compression in ["none", "zstd", "lz4"] {
        let recording = folder(&format!("read_{compression}"));
        let neighbour = Neighbour::new();
        let running = neighbour.start(&[
            "bag",
            "record",
            "-a",
            "-o",
            path(&recording),
            "--compress",
            compression,
        ]);
        let mut expected = Map::new();
        let numbers = || 0..9_u32;
        let images: Vec<_> = numbers()
            .map(|number| sensor_msgs::Image {
                header: header(number),
                encoding: "mono8".into(),
                data: (0..100_000)
                    .map(|index| (index * 13 + number) as u8)
                    .collect::<Vec<u8>>()
                    .into(),
                ..sensor_msgs::Image::default()
            })
            .collect();
        expected.insert("/image".into(), publish(&neighbour, "image", &images));
        let scans: Vec<_> = numbers()
            .map(|number| sensor_msgs::LaserScan {
                header: header(number),
                range_max: 0.1,
                ranges: (0..number * 100).map(|index| index as f32 / 7.0).collect(),
                ..sensor_msgs::LaserScan::default()
            })
            .collect();
        expected.insert("/scan".into(), publish(&neighbour, "scan", &scans));
        let transforms: Vec<_> = numbers()
            .map(|number| tf2_msgs::TFMessage {
                transforms: vec![
                    geometry_msgs::TransformStamped {
                        header: header(number),
                        child_frame_id: format!("link {number}"),
                        ..geometry_msgs::TransformStamped::default()
                    };
                    number as usize
                ],
            })
            .collect();
        expected.insert("/tf".into(), publish(&neighbour, "tf", &transforms));
        let joints: Vec<_> = numbers()
            .map(|number| sensor_msgs::JointState {
                name: vec!["é".into(); number as usize],
                position: vec![1e-300; number as usize],
                ..sensor_msgs::JointState::default()
            })
            .collect();
        expected.insert("/joints".into(), publish(&neighbour, "joints", &joints));
        wait_for_messages(&recording, 4 * 9);
        running.signal("INT");
        let (code, stdout, stderr) = running.wait();
        assert_eq!(code, Some(0), "{stdout}{stderr}");
        let file = folder(&format!("expected_{compression}.json"));
        std::fs::write(&file, Value::from(expected).to_string()).unwrap();
        assert_eq!(run(&python, &["read", path(&recording), path(&file)]), "equal\n");
    }
}

#[test]
fn recordings_of_other_libraries_are_listed_converted_and_played() {
    let Some(python) = python() else { return };
    let written = folder("written");
    std::fs::create_dir_all(&written).unwrap();
    let printed = run(&python, &["write", path(&written)]);
    let printed: Map<String, Value> = serde_json::from_str(&printed).unwrap();
    assert_eq!(printed.len(), 5);
    for (name, expected) in printed {
        let expected = expected.as_array().unwrap();
        let recording = written.join(&name);
        let found = info(&recording);
        assert_eq!(found["messages"], 50, "{name}: {found}");
        assert_eq!(found["files"][0]["cut_at"], Value::Null, "{name}");
        let topic = &found["topics"][0];
        let is_sample = name.starts_with("mcap");
        let type_name = if is_sample {
            "demo_msgs/msg/Sample"
        } else {
            "std_msgs/msg/String"
        };
        assert_eq!(
            (&topic["type"], &topic["name"]),
            (&json!(type_name), &json!("/sample")),
            "{name}"
        );
        let schema = if is_sample {
            sample_schema()
        } else {
            Schema::of::<std_msgs::String>().unwrap()
        };
        assert_eq!(topic["hash"], schema.type_hash().to_string(), "{name}");
        let neighbour = Neighbour::new();
        let subscriber = neighbour.node.create_dynamic_sub(&schema, "/sample");
        let subscriber = subscriber.with_qos(QosProfile::KEEP_ALL).build().unwrap();
        let playing = neighbour.start(&["bag", "play", path(&recording)]);
        for value in expected {
            let sample = subscriber.recv_timeout(DEADLINE).unwrap().expect("a message");
            let view = DynamicView::new(&schema, sample.to_contiguous()).unwrap();
            assert_eq!(&serde_json::to_value(view).unwrap(), value, "{name}");
        }
        let (code, stdout, stderr) = playing.wait();
        assert_eq!(code, Some(0), "{stdout}{stderr}");
        let converted = folder(&format!("converted_{name}"));
        let (code, stdout, stderr) = rosz(&["bag", "convert", path(&recording), "-o", path(&converted)]);
        assert_eq!(code, Some(0), "{stdout}{stderr}");
        assert_eq!(info(&converted)["messages"], 50, "{name}");
    }
}

fn sample_schema() -> Schema {
    let fields = [("x", 11), ("names", 161), ("data", 147)];
    let description = Description {
        type_description: DescribedType {
            type_name: "demo_msgs/msg/Sample".into(),
            fields: fields.map(|(name, id)| DescribedField::new(name, id)).into(),
        },
        referenced_type_descriptions: Vec::new(),
    };
    Schema::new(&description).unwrap()
}
