//! Messages that real robots recorded are read, have the values that another decoder finds, and are written
//! again byte for byte. The only exceptions are recordings with non-zero padding or bytes after the end of
//! the message.

use ros_z_core::{
    CdrDeserialize, DeserializeError, ENCAPSULATION_LEN, HasView, RosMessage, SizeEstimation, from_slice,
    from_slice_strict, from_slice_surplus, to_slice, to_vec,
};
use ros_z_msgs::geometry_msgs::{Twist, Vector3};
use ros_z_msgs::nav_msgs::Odometry;
use ros_z_msgs::rcl_interfaces::{Log, ParameterEvent};
use ros_z_msgs::rosgraph_msgs::Clock;
use ros_z_msgs::sensor_msgs::{Image, Imu, JointState, LaserScan, NavSatFix, PointCloud2};
use ros_z_msgs::std_msgs;
use ros_z_msgs::tf2_msgs::TFMessage;
use ros_z_tests_wire::dynamic::check_dynamic;
use ros_z_tests_wire::generated_views::check_view;
use ros_z_tests_wire::recorded_types::*;
use ros_z_tests_wire::recordings::{self, Recording};
use serde_json::Value;
use zenoh_buffers::buffer::SplitBuffer;

/// The file, and the values to check. rosbags 0.11.9 decoded the values; those of services, which it does not
/// support, were read from the bytes by hand.
const VALUES: &str = include_str!("values.txt");

/// The difference between a recording and the serialized value.
#[derive(Debug, Default, PartialEq)]
struct Count {
    identical: usize,
    garbage_in_padding: usize,
    surplus_at_end: usize,
}

struct Expected {
    recording: Recording,
    values: &'static str,
}

fn recordings() -> Vec<Expected> {
    let recordings = recordings::recordings();
    let values: Vec<_> = VALUES
        .lines()
        .map(|line| line.split_once(": ").unwrap())
        .collect();
    assert_eq!(
        values.len(),
        recordings.len(),
        "every recording has expected values"
    );
    recordings
        .into_iter()
        .map(|recording| {
            let file = recording.text("file");
            let (_, values) = values
                .iter()
                .find(|(name, _)| *name == file)
                .unwrap_or_else(|| panic!("{file}"));
            Expected { values, recording }
        })
        .collect()
}

impl Expected {
    fn text(&self, key: &str) -> &str {
        self.recording.text(key)
    }

    fn check<T>(&self, count: &mut Count, values: impl Fn(&T) -> String)
    where
        T: RosMessage + SizeEstimation + HasView + for<'de> CdrDeserialize<'de>,
    {
        let file = self.text("file");
        self.check_type::<T>();
        assert!(check_view::<T>(&self.recording.bytes), "{file}");
        assert!(check_dynamic::<T>(&self.recording.bytes), "{file}");
        let (value, surplus) =
            from_slice_surplus::<T>(&self.recording.bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(values(&value), self.values, "{file}");

        let written = to_vec(&value).unwrap();
        assert_eq!(value.estimated_serialized_size(), written.len(), "{file}");
        assert_eq!(surplus, self.recording.bytes.len() - written.len(), "{file}");
        let mut stale = vec![0xaa; written.len()];
        assert_eq!(to_slice(&value, &mut stale), Ok(written.len()), "{file}");
        assert!(stale == written, "{file}: the two sinks differ");

        match self.text("roundtrip") {
            "identical" => {
                assert!(
                    written == self.recording.bytes,
                    "{file}: the serialized bytes differ from the recording"
                );
                from_slice_strict::<T>(&self.recording.bytes).unwrap();
                count.identical += 1;
            }
            "differs" if surplus > 0 => {
                assert_eq!(self.text("why"), "tail padding to 4", "{file}");
                assert_eq!(self.recording.index["roundtrip_len"], written.len(), "{file}");
                assert!(
                    self.recording.bytes.starts_with(&written),
                    "{file}: the serialized bytes differ from the recording"
                );
                let position = written.len() - ENCAPSULATION_LEN;
                let expected = DeserializeError::SurplusBytes {
                    count: surplus,
                    position,
                };
                assert_eq!(
                    from_slice_strict::<T>(&self.recording.bytes).err(),
                    Some(expected),
                    "{file}"
                );
                count.surplus_at_end += 1;
            }
            "differs" => {
                assert_eq!(self.text("why"), "non-zero alignment padding", "{file}");
                self.check_padding::<T>(&written);
                count.garbage_in_padding += 1;
            }
            other => panic!("{file}: roundtrip is {other}"),
        }
    }

    /// Checks that only the bytes that the index names differ, and that they are padding: this library writes
    /// zeros, and readers ignore the value.
    fn check_padding<T: RosMessage + for<'de> CdrDeserialize<'de>>(&self, written: &[u8]) {
        let file = self.text("file");
        let pairs = written.iter().zip(&self.recording.bytes).enumerate();
        let differ: Vec<usize> = pairs
            .filter(|(_, (ours, theirs))| ours != theirs)
            .map(|(at, _)| at)
            .collect();
        assert_eq!(
            self.recording.index["diff_offsets"],
            Value::from(differ.clone()),
            "{file}"
        );
        for at in differ {
            assert_eq!(written[at], 0, "{file} at {at}");
            let mut other = self.recording.bytes.clone();
            other[at] = !other[at];
            assert!(
                to_vec(&from_slice::<T>(&other).unwrap()).unwrap() == written,
                "{file} at {at}"
            );
        }
    }

    fn check_type<T: RosMessage>(&self) {
        let (file, hash) = (self.text("file"), T::TYPE_HASH.to_string());
        assert_eq!(T::TYPE_NAME, self.text("type"), "{file}");
        // The recorded hash is from the robot's ROS 2. The index's hash is from rosbags, which maps the
        // `char` of a `.msg` file to another type than ROS 2 does.
        match self.text("rihs01_recorded") {
            "" if T::TYPE_NAME == "test_msgs/msg/BasicTypes" => {}
            "" => assert_eq!(hash, self.text("rihs01_computed"), "{file}"),
            recorded => assert_eq!(hash, recorded, "{file}"),
        }
    }
}

fn xyz(vector: &Vector3) -> String {
    format!("{} {} {}", vector.x, vector.y, vector.z)
}

fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte)).sum()
}

fn stamp(header: &std_msgs::Header) -> String {
    format!(
        "{}.{:09} {:?}",
        header.stamp.sec, header.stamp.nanosec, header.frame_id
    )
}

#[test]
fn every_recording_is_read_and_written_again() {
    let mut count = Count::default();
    let recordings = recordings();
    for recording in &recordings {
        let count = &mut count;
        match recording.text("type") {
            "example_interfaces/srv/AddTwoInts_Event" => recording.check(count, |event: &AddTwoIntsEvent| {
                let request: Vec<_> = event
                    .request
                    .iter()
                    .map(|request| (request.a, request.b))
                    .collect();
                let response: Vec<_> = event.response.iter().map(|response| response.sum).collect();
                let info = &event.info;
                format!(
                    "{} {} {} {request:?} {response:?}",
                    info.event_type, info.stamp.sec, info.sequence_number
                )
            }),
            "geometry_msgs/msg/Twist" => recording.check(count, |twist: &Twist| {
                format!("{} | {}", xyz(&twist.linear), xyz(&twist.angular))
            }),
            "geometry_msgs/msg/Vector3" => recording.check(count, xyz),
            "nav2_msgs/msg/Costmap" => recording.check(count, |map: &Costmap| {
                let meta = &map.metadata;
                let origin = &meta.origin;
                format!(
                    "{} {}x{} {} {} {} {} {}",
                    stamp(&map.header),
                    meta.size_x,
                    meta.size_y,
                    meta.resolution,
                    origin.position.x,
                    origin.orientation.w,
                    map.data.len(),
                    sum(&map.data)
                )
            }),
            "nav_msgs/msg/Odometry" => recording.check(count, |odometry: &Odometry| {
                let pose = &odometry.pose;
                format!(
                    "{} {:?} {} {} {} {}",
                    stamp(&odometry.header),
                    odometry.child_frame_id,
                    pose.pose.position.y,
                    pose.pose.orientation.w,
                    pose.covariance[1],
                    odometry.twist.twist.angular.z
                )
            }),
            "nebula_msgs/msg/NebulaPackets" => recording.check(count, |packets: &NebulaPackets| {
                let first = &packets.packets[0];
                let (header, len) = (stamp(&packets.header), packets.packets.len());
                format!(
                    "{header} {len} {} {} {}",
                    first.stamp.nanosec,
                    first.data.len(),
                    sum(&first.data)
                )
            }),
            "pandar_msgs/msg/PandarScan" => recording.check(count, |scan: &PandarScan| {
                let second = &scan.packets[1];
                let (header, len) = (stamp(&scan.header), scan.packets.len());
                format!(
                    "{header} {len} {} {} {}",
                    second.stamp.nanosec,
                    sum(&second.data),
                    second.size
                )
            }),
            "rcl_interfaces/msg/Log" => recording.check(count, |log: &Log| {
                format!(
                    "{} {} {:?} {:?} {:?} {}",
                    log.stamp.sec, log.level, log.name, log.msg, log.function, log.line
                )
            }),
            "rcl_interfaces/msg/ParameterEvent" => recording.check(count, |event: &ParameterEvent| {
                let new = &event.new_parameters[0];
                format!(
                    "{} {:?} {} {} {:?} {} {:?}",
                    event.stamp.nanosec,
                    event.node,
                    event.new_parameters.len(),
                    event.changed_parameters.len(),
                    new.name,
                    new.value.r#type,
                    new.value.string_value
                )
            }),
            "rosgraph_msgs/msg/Clock" => recording.check(count, |clock: &Clock| {
                format!("{} {}", clock.clock.sec, clock.clock.nanosec)
            }),
            "sensor_msgs/msg/Image" => recording.check(count, |image: &Image| {
                format!(
                    "{} {}x{} {:?} {} {}",
                    stamp(&image.header),
                    image.width,
                    image.height,
                    image.encoding,
                    image.step,
                    sum(&image.data.contiguous())
                )
            }),
            "sensor_msgs/msg/Imu" => recording.check(count, |imu: &Imu| {
                format!(
                    "{} {} {} {} {}",
                    stamp(&imu.header),
                    imu.orientation.w,
                    imu.orientation_covariance[1],
                    imu.angular_velocity.z,
                    imu.linear_acceleration.z
                )
            }),
            "sensor_msgs/msg/JointState" => recording.check(count, |state: &JointState| {
                format!(
                    "{} {} {:?} {} {} {}",
                    stamp(&state.header),
                    state.name.len(),
                    state.name[1],
                    state.position[2],
                    state.velocity[2],
                    state.effort[2]
                )
            }),
            "sensor_msgs/msg/LaserScan" => recording.check(count, |scan: &LaserScan| {
                format!(
                    "{} {} {} {} {} {} {}",
                    stamp(&scan.header),
                    scan.angle_max,
                    scan.range_max,
                    scan.ranges.len(),
                    scan.ranges[0],
                    scan.ranges[3],
                    scan.intensities.len()
                )
            }),
            "sensor_msgs/msg/NavSatFix" => recording.check(count, |fix: &NavSatFix| {
                format!(
                    "{} {} {} {} {} {} {}",
                    stamp(&fix.header),
                    fix.status.status,
                    fix.latitude,
                    fix.longitude,
                    fix.altitude,
                    fix.position_covariance[0],
                    fix.position_covariance_type
                )
            }),
            "sensor_msgs/msg/PointCloud2" => recording.check(count, |cloud: &PointCloud2| {
                format!(
                    "{} {} {} {:?} {} {} {} {}",
                    stamp(&cloud.header),
                    cloud.width,
                    cloud.fields.len(),
                    cloud.fields[1].name,
                    cloud.fields[1].offset,
                    cloud.point_step,
                    sum(&cloud.data.contiguous()),
                    cloud.is_dense
                )
            }),
            "std_msgs/msg/String" => recording.check(count, |string: &std_msgs::String| string.data.clone()),
            "test_msgs/msg/BasicTypes" => recording.check(count, |basic: &BasicTypes| {
                format!("{} {} {}", basic.bool_value, basic.uint8_value, basic.int32_value)
            }),
            "test_msgs/msg/Empty" => recording.check(count, |_: &Empty| "nothing".into()),
            "test_msgs/msg/Strings" => recording.check(count, |strings: &Strings| {
                format!(
                    "{} {} {}",
                    strings.string_value,
                    strings.string_value_default4,
                    strings.bounded_string_value_default5
                )
            }),
            "test_msgs/srv/BasicTypes_Event" => recording.check(count, |event: &BasicTypesEvent| {
                let info = &event.info;
                let lens = (event.request.len(), event.response.len());
                format!(
                    "{} {} {} {lens:?}",
                    info.event_type, info.stamp.sec, info.sequence_number
                )
            }),
            "tf2_msgs/msg/TFMessage" => recording.check(count, |message: &TFMessage| {
                let first = &message.transforms[0];
                let transform = &first.transform;
                format!(
                    "{} {:?} {} {}",
                    stamp(&first.header),
                    first.child_frame_id,
                    transform.translation.x,
                    transform.rotation.w
                )
            }),
            "velodyne_msgs/msg/VelodyneScan" => recording.check(count, |scan: &VelodyneScan| {
                let second = &scan.packets[1];
                let (header, len) = (stamp(&scan.header), scan.packets.len());
                format!("{header} {len} {} {}", second.stamp.nanosec, sum(&second.data))
            }),
            other => panic!("no Rust type for {other}"),
        }
    }
    println!("{} recordings: {count:?}", recordings.len());
    assert_eq!(
        count,
        Count {
            identical: 36,
            garbage_in_padding: 3,
            surplus_at_end: 10
        }
    );
}
