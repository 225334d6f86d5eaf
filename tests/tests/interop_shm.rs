//! Interoperability with a plain `eclipse-zenoh` peer in Python, which reports through its own API that a
//! payload is in shared memory, and publishes from shared memory; and with rosbags, which decodes and writes
//! the messages.

use std::time::{Duration, Instant};

use ros_z::Publisher;
use ros_z::context::ZContext;
use ros_z_core::{RosMessage, to_vec};
use ros_z_msgs::sensor_msgs::PointCloud2;
use ros_z_tests::machine::{has_pool, lanes_are_on};
use ros_z_tests::messages::checksum;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, own_domain};
use ros_z_tests::process::Process;
use ros_z_tests::python::{python_alike, start};
use zenoh_buffers::buffer::SplitBuffer;

const POOL: usize = 4 << 20;

fn key(domain: usize) -> String {
    let hash = PointCloud2::TYPE_HASH;
    format!("{domain}/points/sensor_msgs::msg::dds_::PointCloud2_/{hash}")
}

fn content(number: u32, size: u32) -> Vec<u8> {
    (0..size).map(|at| ((at + number) % 251) as u8).collect()
}

fn cloud(number: u32, size: u32) -> PointCloud2 {
    PointCloud2 {
        width: number,
        row_step: size,
        data: content(number, size).into(),
        ..Default::default()
    }
}

fn publisher(context: &ZContext) -> zenoh::Result<Publisher<PointCloud2>> {
    let node = context.create_node("camera").build()?;
    Ok(node.create_pub("points").build()?)
}

#[test]
fn python_zenoh_receives_in_shared_memory_and_rosbags_decodes() -> zenoh::Result<()> {
    let Some(python) = python_alike(env!("CARGO_TARGET_TMPDIR")).filter(|_| has_pool(POOL)) else {
        return Ok(());
    };
    let domain = own_domain();
    let context = alone(domain).with_shm_pool_size(POOL)?.build()?;
    let publisher = publisher(&context)?;
    let endpoint = endpoint(context.session());
    let mut peer = start(
        &python,
        "shm_peer.py",
        &[&endpoint, &key(domain), PointCloud2::TYPE_NAME],
    );
    assert!(publisher.wait_for_subscriber(DEADLINE));
    for (number, size) in [(1, 10), (2, 1000), (3, 100_000), (4, 1 << 20)] {
        let cloud = cloud(number, size);
        let published = publisher.publish(&cloud)?;
        let sample = peer.expect("sample");
        assert_eq!(published.path.is_shm(), size >= 1000);
        assert_eq!(sample.get::<bool>("shm"), size >= 1000, "{sample:?}");
        assert_eq!(sample.get::<usize>("len"), published.bytes);
        assert_eq!(sample.get::<u32>("number"), number);
        assert!(
            sample.get::<bool>("right") && sample.get::<bool>("same"),
            "{sample:?}"
        );
    }
    drop(peer.finish());
    Ok(())
}

#[test]
fn python_zenoh_and_a_subscriber_with_a_lane_get_the_same_bytes_once() -> zenoh::Result<()> {
    let Some(python) = python_alike(env!("CARGO_TARGET_TMPDIR")).filter(|_| has_pool(POOL)) else {
        return Ok(());
    };
    let domain = own_domain();
    let context = alone(domain).with_shm_pool_size(POOL)?.build()?;
    let publisher = publisher(&context)?;
    let endpoint = context.endpoints().first().cloned().unwrap_or_default();
    let arguments = format!("subscriber type=cloud topic=points domain={domain} connect={endpoint} depth=0");
    let mut ours = Process::start(env!("CARGO_BIN_EXE_peer"), &arguments);
    let mut theirs = start(
        &python,
        "shm_peer.py",
        &[&endpoint, &key(domain), PointCloud2::TYPE_NAME],
    );
    let deadline = Instant::now() + DEADLINE;
    let mut met = [false; 2];
    while met != [true; 2] {
        assert!(Instant::now() < deadline, "{met:?}");
        publisher.publish(&PointCloud2::default())?;
        let patience = Duration::from_millis(50);
        met[0] |= ours.find("sample", patience).is_some();
        met[1] |= theirs.find("sample", patience).is_some();
    }
    assert!(publisher.wait_for_subscriber(DEADLINE));
    for (number, size) in (1..).zip([10, 1000, 100_000, 1 << 20].repeat(10)) {
        let cloud = cloud(number, size);
        let published = publisher.publish(&cloud)?;
        let lanes = (published.lanes, published.only_lanes);
        assert_eq!(lanes, (usize::from(lanes_are_on()), false));
        for peer in [&mut ours, &mut theirs] {
            let sample = loop {
                let sample = peer.expect("sample");
                if sample.get::<u32>("number") > 0 {
                    break sample;
                }
            };
            assert_eq!(sample.get::<u32>("number"), number, "{sample:?}");
            assert_eq!(sample.get::<usize>("len"), published.bytes, "{sample:?}");
            match sample.find::<u64>("sum") {
                Some(sum) => assert_eq!(sum, checksum(&to_vec(&cloud)?), "{sample:?}"),
                None => assert!(
                    sample.get::<bool>("right") && sample.get::<bool>("same"),
                    "{sample:?}"
                ),
            }
        }
    }
    publisher.publish(&PointCloud2::default())?;
    for mut peer in [ours, theirs] {
        assert_eq!(peer.expect("sample").get::<u32>("number"), 0);
        drop(peer.finish());
    }
    Ok(())
}

#[test]
fn payload_from_python_shared_memory_arrives_in_shared_memory() -> zenoh::Result<()> {
    let Some(python) = python_alike(env!("CARGO_TARGET_TMPDIR")).filter(|_| has_pool(POOL)) else {
        return Ok(());
    };
    let domain = own_domain();
    let context = alone(domain).build()?;
    let node = context.create_node("viewer").build()?;
    let subscriber = node.create_sub::<PointCloud2>("points").build()?;
    let endpoint = endpoint(context.session());
    let mut peer = start(
        &python,
        "shm_peer.py",
        &[&endpoint, &key(domain), PointCloud2::TYPE_NAME],
    );
    for (number, size, shm) in [
        (1, 10, true),
        (2, 100_000, false),
        (3, 100_000, true),
        (4, 1 << 20, true),
    ] {
        peer.tell(&format!("publish number={number} size={size} shm={shm}"));
        let sample = subscriber.recv_timeout(DEADLINE)?.expect("a cloud arrives");
        assert_eq!(sample.is_shm(), shm, "{number}");
        assert_eq!(sample.sequence_number(), Some(i64::from(number)));
        let cloud = sample.decode()?;
        assert_eq!((cloud.width, cloud.row_step), (number, size));
        assert_eq!(cloud.header.frame_id, "map");
        assert!(*cloud.data.contiguous() == *content(number, size));
    }
    let stats = subscriber.stats();
    assert_eq!((stats.admitted, stats.rejected, stats.lost), (4, 0, 0));
    drop(peer.finish());
    Ok(())
}
